#include "server/tls/tls_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "tests/server/tls/certificate_maker.h"
#include "tests/support/status_matchers.h"

namespace passung::server {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class TlsFilesTest : public testing::Test {
 protected:
  TlsFilesTest()
      : folder_(testing::TempDir() + "/tls_" +
                testing::UnitTest::GetInstance()->current_test_info()->name()) {
    std::filesystem::create_directories(folder_);
    const MadeCertificate made = authority_.Sign("DNS:localhost");
    files_ = {Put("cert.pem", made.certificate), Put("key.pem", made.key),
              Put("ca.pem", authority_.Pem())};
  }
  ~TlsFilesTest() override { std::filesystem::remove_all(folder_); }

  std::string Put(const char* name, const std::string& text) const {
    const std::string path = folder_ + "/" + name;
    std::ofstream(path) << text;
    return path;
  }
  absl::StatusOr<TlsMaterial> Read() const {
    return ReadTls(files_, std::chrono::system_clock::now());
  }

  const std::string folder_;
  const Authority authority_;
  TlsFiles files_;
};

TEST_F(TlsFilesTest, ACertificateAndItsKeyAreTaken) {
  const auto material = Read();
  ASSERT_THAT(material, IsOk());
  EXPECT_EQ(material->client_ca, authority_.Pem());
  EXPECT_GT(material->not_after, std::chrono::system_clock::now());
  files_.client_ca.clear();
  EXPECT_EQ(Read()->client_ca, "");
}

TEST_F(TlsFilesTest, AKeyOfAnotherCertificateIsRefused) {
  Put("key.pem", authority_.Sign("DNS:localhost").key);
  EXPECT_THAT(Read(), StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("is not the key of")));
}

TEST_F(TlsFilesTest, WhatIsNoCertificateOrKeyIsNamed) {
  for (const char* text : {"", "nonsense", "-----BEGIN CERTIFICATE-----\nAAAA\n"}) {
    for (const char* name : {"cert.pem", "key.pem", "ca.pem"}) {
      std::ifstream in(folder_ + "/" + name);
      const std::string before((std::istreambuf_iterator<char>(in)), {});
      Put(name, text);
      EXPECT_THAT(Read(), StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(name))) << text;
      Put(name, before);
    }
  }
  EXPECT_THAT(Read(), IsOk());
  std::filesystem::remove(files_.key);
  EXPECT_THAT(Read(), StatusIs(absl::StatusCode::kNotFound, HasSubstr("key.pem")));
}

TEST_F(TlsFilesTest, AnExpiredCertificateIsRefused) {
  const MadeCertificate made = authority_.Sign("DNS:localhost", -60);
  Put("cert.pem", made.certificate);
  Put("key.pem", made.key);
  EXPECT_THAT(Read(), StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("has expired")));
}

TEST_F(TlsFilesTest, NamesAreThoseOfHostsAndAddressesOfServices) {
  const auto names = [&](const std::string& asked) {
    const std::string pem = authority_.Sign(asked).certificate;
    const std::unique_ptr<BIO, FreeMade> bio(
        BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    const std::unique_ptr<X509, FreeMade> certificate(
        PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
    return NamesOfCertificate(*certificate);
  };
  EXPECT_THAT(names("DNS:a.example,IP:10.0.0.1,URI:spiffe://x/y,email:a@b.c"),
              ElementsAre("a.example", "spiffe://x/y"));
  EXPECT_THAT(names(""), ElementsAre());
}

}  // namespace
}  // namespace passung::server
