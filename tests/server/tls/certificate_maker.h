// Certificates for tests, made by OpenSSL: an authority, and what it signs.
#ifndef PASSUNG_TESTS_SERVER_TLS_CERTIFICATE_MAKER_H_
#define PASSUNG_TESTS_SERVER_TLS_CERTIFICATE_MAKER_H_

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <atomic>
#include <memory>
#include <string>

namespace passung::server {

struct FreeMade {
  void operator()(X509* certificate) const { X509_free(certificate); }
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(BIO* bio) const { BIO_free(bio); }
};

struct MadeCertificate {
  std::string certificate;  // PEM
  std::string key;          // PEM
};

class Authority {
 public:
  Authority() : key_(EVP_EC_gen("P-256")), certificate_(New("Test authority", key_.get(), 3'600)) {
    Extend(certificate_.get(), NID_basic_constraints, "critical,CA:TRUE");
    X509_set_issuer_name(certificate_.get(), X509_get_subject_name(certificate_.get()));
    X509_sign(certificate_.get(), key_.get(), EVP_sha256());
  }

  std::string Pem() const { return PemOf(*certificate_); }

  // `names` as OpenSSL writes them: "DNS:localhost,IP:127.0.0.1".
  MadeCertificate Sign(const std::string& names, long seconds = 3'600) const {
    const std::unique_ptr<EVP_PKEY, FreeMade> key(EVP_EC_gen("P-256"));
    const auto made = New("leaf", key.get(), seconds);
    if (!names.empty()) Extend(made.get(), NID_subject_alt_name, names);
    X509_set_issuer_name(made.get(), X509_get_subject_name(certificate_.get()));
    X509_sign(made.get(), key_.get(), EVP_sha256());
    return {.certificate = PemOf(*made), .key = PemOf(key.get())};
  }

 private:
  using Certificate = std::unique_ptr<X509, FreeMade>;

  static Certificate New(const char* name, EVP_PKEY* key, long seconds) {
    static std::atomic<long> serial{1};
    Certificate made(X509_new());
    X509_set_version(made.get(), X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(made.get()), serial++);
    X509_gmtime_adj(X509_getm_notBefore(made.get()), -7'200);
    X509_gmtime_adj(X509_getm_notAfter(made.get()), seconds);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(made.get()), "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char*>(name), -1, -1, 0);
    X509_set_pubkey(made.get(), key);
    return made;
  }
  static void Extend(X509* certificate, int kind, const std::string& value) {
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, nullptr, kind, value.c_str());
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
  }
  static std::string Text(BIO* bio) {
    char* text = nullptr;
    const long size = BIO_get_mem_data(bio, &text);
    return {text, static_cast<size_t>(size)};
  }
  static std::string PemOf(X509& certificate) {
    const std::unique_ptr<BIO, FreeMade> bio(BIO_new(BIO_s_mem()));
    PEM_write_bio_X509(bio.get(), &certificate);
    return Text(bio.get());
  }
  static std::string PemOf(EVP_PKEY* key) {
    const std::unique_ptr<BIO, FreeMade> bio(BIO_new(BIO_s_mem()));
    PEM_write_bio_PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr);
    return Text(bio.get());
  }

  std::unique_ptr<EVP_PKEY, FreeMade> key_;
  Certificate certificate_;
};

}  // namespace passung::server

#endif  // PASSUNG_TESTS_SERVER_TLS_CERTIFICATE_MAKER_H_
