#include "server/tls/tls_files.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <ctime>
#include <memory>

#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "proto/answer/read_file.h"

namespace passung::server {
namespace {

struct FreeTls {
  void operator()(BIO* bio) const { BIO_free(bio); }
  void operator()(X509* certificate) const { X509_free(certificate); }
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(GENERAL_NAMES* names) const { GENERAL_NAMES_free(names); }
};
template <class T>
using Owned = std::unique_ptr<T, FreeTls>;

Owned<BIO> Reader(const std::string& pem) {
  return Owned<BIO>(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
}

// Null where the first block is no certificate. What OpenSSL noted of its search stays with nobody.
Owned<X509> FirstCertificate(const std::string& pem) {
  Owned<X509> certificate(PEM_read_bio_X509(Reader(pem).get(), nullptr, nullptr, nullptr));
  ERR_clear_error();
  return certificate;
}

// A key under a password would ask for it at the terminal; here it is none.
Owned<EVP_PKEY> PrivateKey(const std::string& pem) {
  const auto no_password = [](char*, int, int, void*) { return 0; };
  Owned<EVP_PKEY> key(PEM_read_bio_PrivateKey(Reader(pem).get(), nullptr, no_password, nullptr));
  ERR_clear_error();
  return key;
}

absl::StatusOr<std::chrono::system_clock::time_point> TimeOf(const ASN1_TIME* time) {
  std::tm parts{};
  if (ASN1_TIME_to_tm(time, &parts) != 1) {
    return absl::InvalidArgumentError("has no readable begin or end");
  }
  return std::chrono::system_clock::from_time_t(timegm(&parts));
}

absl::Status Faulty(const std::string& path, absl::string_view what) {
  return absl::InvalidArgumentError(absl::StrCat(path, ": ", what));
}

absl::Status CheckPair(const TlsFiles& files, const TlsMaterial& material,
                       const Owned<X509>& certificate) {
  if (certificate == nullptr) return Faulty(files.certificate, "is no certificate in PEM");
  const Owned<EVP_PKEY> key = PrivateKey(material.key);
  if (key == nullptr) return Faulty(files.key, "is no private key in PEM without a password");
  if (X509_check_private_key(certificate.get(), key.get()) != 1) {
    ERR_clear_error();
    return Faulty(files.key, absl::StrCat("is not the key of ", files.certificate));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<TlsMaterial> ReadTls(const TlsFiles& files,
                                    std::chrono::system_clock::time_point now) {
  TlsMaterial material;
  PASSUNG_ASSIGN_OR_RETURN(material.certificate, answer::ReadFile(files.certificate));
  PASSUNG_ASSIGN_OR_RETURN(material.key, answer::ReadFile(files.key));
  const Owned<X509> certificate = FirstCertificate(material.certificate);
  PASSUNG_RETURN_IF_ERROR(CheckPair(files, material, certificate));
  PASSUNG_ASSIGN_OR_RETURN(material.not_after, TimeOf(X509_get0_notAfter(certificate.get())));
  if (material.not_after <= now) {
    return absl::FailedPreconditionError(absl::StrCat(files.certificate, ": has expired"));
  }
  if (files.client_ca.empty()) return material;
  PASSUNG_ASSIGN_OR_RETURN(material.client_ca, ReadCertificates(files.client_ca));
  return material;
}

absl::StatusOr<std::string> ReadCertificates(const std::string& path) {
  PASSUNG_ASSIGN_OR_RETURN(std::string pem, answer::ReadFile(path));
  if (FirstCertificate(pem) == nullptr) return Faulty(path, "is no certificate in PEM");
  return pem;
}

absl::StatusOr<CertificateState> StateOf(const std::string& pem) {
  const Owned<X509> certificate = FirstCertificate(pem);
  if (certificate == nullptr) return absl::InvalidArgumentError("is no certificate in PEM");
  CertificateState state;
  PASSUNG_ASSIGN_OR_RETURN(state.not_before, TimeOf(X509_get0_notBefore(certificate.get())));
  PASSUNG_ASSIGN_OR_RETURN(state.not_after, TimeOf(X509_get0_notAfter(certificate.get())));
  state.authority = X509_check_ca(certificate.get()) != 0;
  return state;
}

bool SameCertificate(const std::string& a, const std::string& b) {
  const Owned<X509> one = FirstCertificate(a);
  const Owned<X509> other = FirstCertificate(b);
  return one != nullptr && other != nullptr && X509_cmp(one.get(), other.get()) == 0;
}

std::vector<std::string> NamesOfCertificate(const X509& certificate) {
  const Owned<GENERAL_NAMES> all(static_cast<GENERAL_NAMES*>(
      X509_get_ext_d2i(&certificate, NID_subject_alt_name, nullptr, nullptr)));
  std::vector<std::string> names;
  for (int i = 0; all != nullptr && i < sk_GENERAL_NAME_num(all.get()); ++i) {
    int kind = 0;
    const auto* value = static_cast<const ASN1_STRING*>(
        GENERAL_NAME_get0_value(sk_GENERAL_NAME_value(all.get(), i), &kind));
    if (kind != GEN_DNS && kind != GEN_URI) continue;
    names.emplace_back(reinterpret_cast<const char*>(ASN1_STRING_get0_data(value)),
                       static_cast<size_t>(ASN1_STRING_length(value)));
  }
  return names;
}

}  // namespace passung::server
