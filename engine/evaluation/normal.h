#ifndef PASSUNG_ENGINE_EVALUATION_NORMAL_H_
#define PASSUNG_ENGINE_EVALUATION_NORMAL_H_

namespace passung::evaluation {

// 97.5 % of the normal distribution lie below, so that 95 % lie within as many standard errors.
inline constexpr double kNormalQuantile = 1.959963984540054;

}  // namespace passung::evaluation

#endif  // PASSUNG_ENGINE_EVALUATION_NORMAL_H_
