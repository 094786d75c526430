#include "server/method/catalog_methods.h"

#include <utility>

#include "passung/v1/catalog_service.pb.h"
#include "proto/answer/batch_upsert.h"
#include "proto/answer/catalog_answers.h"
#include "proto/answer/catalog_changes.h"
#include "proto/answer/contact_answers.h"
#include "server/method/answer_methods.h"
#include "server/method/import_consumer.h"

namespace passung::server {
BoundFile CatalogMethods() {
  return {
      .file = v1::GetMenteeRequest::descriptor()->file(),
      .bindings = {
          {"passung.v1.CatalogService.GetMentee", Unary(Answered<answer::GetMentee>::Call)},
          {"passung.v1.CatalogService.ListMentees", Unary(Answered<answer::ListMentees>::Call)},
          {"passung.v1.CatalogService.CreateMentee", Unary(Answered<answer::CreateMentee>::Call)},
          {"passung.v1.CatalogService.UpdateMentee", Unary(Answered<answer::UpdateMentee>::Call)},
          {"passung.v1.CatalogService.DeleteMentee", Unary(Answered<answer::DeleteMentee>::Call)},
          {"passung.v1.CatalogService.BatchUpsertMentees",
           Unary(Answered<answer::BatchUpsertMentees>::Call)},
          {"passung.v1.CatalogService.GetMenteeContact",
           Unary(Answered<answer::GetMenteeContact>::Call)},
          {"passung.v1.CatalogService.UpdateMenteeContact",
           Unary(Answered<answer::UpdateMenteeContact>::Call)},
          {"passung.v1.CatalogService.GetVacancy", Unary(Answered<answer::GetVacancy>::Call)},
          {"passung.v1.CatalogService.BatchGetVacancies",
           Unary(Answered<answer::BatchGetVacancies>::Call)},
          {"passung.v1.CatalogService.ListVacancies", Unary(Answered<answer::ListVacancies>::Call)},
          {"passung.v1.CatalogService.CreateVacancy", Unary(Answered<answer::CreateVacancy>::Call)},
          {"passung.v1.CatalogService.UpdateVacancy", Unary(Answered<answer::UpdateVacancy>::Call)},
          {"passung.v1.CatalogService.DeleteVacancy", Unary(Answered<answer::DeleteVacancy>::Call)},
          {"passung.v1.CatalogService.BatchUpsertVacancies",
           Unary(Answered<answer::BatchUpsertVacancies>::Call)},
          {"passung.v1.CatalogService.GetEmployer", Unary(Answered<answer::GetEmployer>::Call)},
          {"passung.v1.CatalogService.ListEmployers", Unary(Answered<answer::ListEmployers>::Call)},
          {"passung.v1.CatalogService.CreateEmployer",
           Unary(Answered<answer::CreateEmployer>::Call)},
          {"passung.v1.CatalogService.UpdateEmployer",
           Unary(Answered<answer::UpdateEmployer>::Call)},
          {"passung.v1.CatalogService.DeleteEmployer",
           Unary(Answered<answer::DeleteEmployer>::Call)},
          {"passung.v1.CatalogService.BatchUpsertEmployers",
           Unary(Answered<answer::BatchUpsertEmployers>::Call)},
          {"passung.v1.CatalogService.GetMentor", Unary(Answered<answer::GetMentor>::Call)},
          {"passung.v1.CatalogService.ListMentors", Unary(Answered<answer::ListMentors>::Call)},
          {"passung.v1.CatalogService.CreateMentor", Unary(Answered<answer::CreateMentor>::Call)},
          {"passung.v1.CatalogService.UpdateMentor", Unary(Answered<answer::UpdateMentor>::Call)},
          {"passung.v1.CatalogService.DeleteMentor", Unary(Answered<answer::DeleteMentor>::Call)},
          {"passung.v1.CatalogService.BatchUpsertMentors",
           Unary(Answered<answer::BatchUpsertMentors>::Call)},
          {"passung.v1.CatalogService.ImportVacancies",
           ClientStream(OpenImport<answer::VacancyFile>)},
      }};
}

}  // namespace passung::server
