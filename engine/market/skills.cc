#include "engine/market/skills.h"

#include <array>

namespace passung::market {
namespace {

using Bundle = std::array<absl::string_view, 8>;

// Rows in the order of Field.
constexpr std::array<Bundle, kFieldCount> kBundles = {{
    {"order-picking", "stock-taking", "goods-receipt", "load-securing", "packing",
     "scanner-systems", "warehouse-software", "dangerous-goods"},
    {"delivery-tours", "vehicle-checks", "route-planning", "digital-tachograph", "passenger-care",
     "crane-operation", "excavator-operation", "winter-service"},
    {"surface-cleaning", "sanitary-cleaning", "machine-scrubbing", "disinfection", "laundry-care",
     "window-cleaning", "high-pressure-cleaning", "waste-separation"},
    {"sales-talk", "till-operation", "shelf-care", "order-entry", "complaint-handling",
     "visual-display", "purchase-planning", "field-sales"},
    {"food-hygiene", "cold-kitchen", "hot-kitchen", "dish-washing", "baking-dough", "meat-cutting",
     "menu-planning", "allergen-labelling"},
    {"table-service", "bar-service", "room-service", "reception-desk", "booking-systems",
     "banquet-service", "cash-settlement", "guest-complaints"},
    {"office-software", "correspondence", "appointment-planning", "file-keeping",
     "telephone-service", "project-planning", "interpreting", "online-marketing"},
    {"bookkeeping", "invoice-checking", "payroll", "tax-returns", "annual-accounts",
     "cost-accounting", "credit-advice", "administrative-law"},
    {"java", "python", "sql", "linux-administration", "network-administration", "web-development",
     "it-support", "cloud-operations"},
    {"drawing-reading", "cnc-machining", "turning", "milling", "mig-mag-welding", "tig-welding",
     "machine-setting", "preventive-maintenance"},
    {"vehicle-diagnosis", "brake-service", "tyre-service", "engine-repair", "body-repair",
     "vehicle-electrics", "paint-preparation", "inspection-preparation"},
    {"electrical-installation", "circuit-diagrams", "measuring-and-testing", "plc-programming",
     "cabinet-wiring", "fibre-splicing", "solar-installation", "building-automation"},
    {"formwork", "masonry", "plastering", "tiling", "dry-lining", "wall-painting",
     "scaffold-assembly", "site-management"},
    {"pipe-installation", "heating-service", "heat-pumps", "ventilation-systems", "caretaking",
     "refrigeration", "waste-water", "small-repairs"},
    {"machine-feeding", "visual-inspection", "sewing", "wood-machining", "injection-moulding",
     "printing-press", "cad-drawing", "quality-records"},
    {"planting", "lawn-and-hedge-care", "paving", "harvest-work", "animal-care", "motor-saw",
     "tractor-work", "flower-binding"},
    {"basic-care", "medication", "care-records", "mobilisation", "wound-care", "dementia-care",
     "household-help", "palliative-care"},
    {"patient-admission", "blood-sampling", "practice-software", "manual-therapy",
     "laboratory-tests", "imaging", "emergency-care", "patient-education"},
    {"child-supervision", "educational-planning", "parent-talks", "inclusive-education",
     "case-work", "lesson-planning", "language-support", "group-leading"},
    {"access-control", "patrol-duty", "alarm-handling", "de-escalation", "event-security",
     "fire-watch", "cctv-monitoring", "first-response"},
    {"hair-cutting", "hair-colouring", "beard-care", "skin-care", "manicure", "make-up",
     "salon-hygiene", "appointment-booking"},
    {"sample-preparation", "chromatography", "process-control", "clean-room-work",
     "measurement-records", "microbiology", "chemical-safety", "environmental-monitoring"},
    {"layout-design", "photo-editing", "text-writing", "video-editing", "sound-technology",
     "stage-lighting", "social-media", "print-preparation"},
}};

constexpr std::array<absl::string_view, 16> kGeneral = {
    "teamwork",           "reliability",      "customer-contact",
    "independent-work",   "physical-stamina", "flexible-hours",
    "computer-basics",    "manual-dexterity", "occupational-safety",
    "first-aid",          "written-records",  "time-management",
    "training-others",    "technical-sense",  "english-at-work",
    "conflict-resolution"};

}  // namespace

std::span<const absl::string_view> SkillsOf(Field field) {
  return kBundles[static_cast<size_t>(field)];
}

std::span<const absl::string_view> GeneralSkills() { return kGeneral; }

}  // namespace passung::market
