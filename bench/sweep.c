// The C twin of the sweep: what AssemblyScript's and WebAssembly's words mean in C (gcc or clang, SSE4.1), around the kernels that
// bench/c-twin.ts rewrites from assembly/. Reads one case from a file, sweeps it several times, prints the least time and a checksum.
#define _GNU_SOURCE
#include <math.h>
#include <smmintrin.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

typedef double f64;
typedef float f32;
typedef int32_t i32;
typedef int64_t i64;
typedef uint32_t u32;
typedef uint8_t u8;
typedef uintptr_t usize;
typedef __m128i v128;

#define LOAD(T, p, ...) (*(const T *)((usize)(p) + (usize)(0, ##__VA_ARGS__)))
#define STORE(T, p, v, ...) (*(T *)((usize)(p) + (usize)(0, ##__VA_ARGS__)) = (v))
#define min(a, b) ({ __auto_type a_ = (a); __typeof__(a_) b_ = (b); a_ < b_ ? a_ : b_; })
#define max(a, b) ({ __auto_type a_ = (a); __typeof__(a_) b_ = (b); a_ > b_ ? a_ : b_; })
#define nearest(x) rint(x)
#define AS_F64(x) ({ union { i64 i; f64 f; } u_; u_.i = (x); u_.f; })
#define AS_I64(x) ({ union { f64 f; i64 i; } u_; u_.f = (x); u_.i; })
#define memcpy(to, from, n) memcpy((void *)(usize)(to), (const void *)(usize)(from), n)
#define memset(to, value, n) memset((void *)(usize)(to), value, n)
// The kernels have their own.
#define log2 kernel_log2
#define exp2 kernel_exp2
#define tanh kernel_tanh
#define power kernel_power

static inline __m128 real(v128 a) { return _mm_castsi128_ps(a); }
static inline v128 bits(__m128 a) { return _mm_castps_si128(a); }
static inline v128 f32x4_splat(f32 a) { return bits(_mm_set1_ps(a)); }
static inline v128 f32x4_add(v128 a, v128 b) { return bits(_mm_add_ps(real(a), real(b))); }
static inline v128 f32x4_sub(v128 a, v128 b) { return bits(_mm_sub_ps(real(a), real(b))); }
static inline v128 f32x4_mul(v128 a, v128 b) { return bits(_mm_mul_ps(real(a), real(b))); }
static inline v128 f32x4_div(v128 a, v128 b) { return bits(_mm_div_ps(real(a), real(b))); }
static inline v128 f32x4_sqrt(v128 a) { return bits(_mm_sqrt_ps(real(a))); }
static inline v128 f32x4_pmin(v128 a, v128 b) { return bits(_mm_min_ps(real(b), real(a))); }
static inline v128 f32x4_pmax(v128 a, v128 b) { return bits(_mm_max_ps(real(b), real(a))); }
static inline v128 f32x4_floor(v128 a) { return bits(_mm_floor_ps(real(a))); }
static inline v128 f32x4_nearest(v128 a) { return bits(_mm_round_ps(real(a), _MM_FROUND_TO_NEAREST_INT)); }
static inline v128 f32x4_eq(v128 a, v128 b) { return bits(_mm_cmpeq_ps(real(a), real(b))); }
static inline v128 f32x4_ne(v128 a, v128 b) { return bits(_mm_cmpneq_ps(real(a), real(b))); }
static inline v128 f32x4_gt(v128 a, v128 b) { return bits(_mm_cmpgt_ps(real(a), real(b))); }
static inline v128 f32x4_ge(v128 a, v128 b) { return bits(_mm_cmpge_ps(real(a), real(b))); }
static inline v128 f32x4_convert_i32x4_s(v128 a) { return bits(_mm_cvtepi32_ps(a)); }
static inline v128 i32x4_splat(i32 a) { return _mm_set1_epi32(a); }
static inline v128 i32x4_add(v128 a, v128 b) { return _mm_add_epi32(a, b); }
static inline v128 i32x4_sub(v128 a, v128 b) { return _mm_sub_epi32(a, b); }
static inline v128 i32x4_mul(v128 a, v128 b) { return _mm_mullo_epi32(a, b); }
#define i32x4_shl(a, n) _mm_slli_epi32(a, n)
#define i32x4_shr_s(a, n) _mm_srai_epi32(a, n)
#define i32x4_extract_lane(a, lane) _mm_extract_epi32(a, lane)
#define v128_load(p, ...) _mm_loadu_si128((const v128 *)((usize)(p) + (usize)(0, ##__VA_ARGS__)))
static inline void v128_store(usize p, v128 a) { _mm_storeu_si128((v128 *)p, a); }
static inline v128 v128_and(v128 a, v128 b) { return _mm_and_si128(a, b); }
static inline v128 v128_or(v128 a, v128 b) { return _mm_or_si128(a, b); }
static inline v128 v128_bitselect(v128 a, v128 b, v128 mask) { return _mm_blendv_epi8(b, a, mask); }
static inline bool v128_any_true(v128 a) { return !_mm_testz_si128(a, a); }
static inline v128 v128_load32_splat(usize p) { return bits(_mm_load1_ps((const f32 *)p)); }
static inline v128 v128_load64_zero(usize p) { return _mm_loadl_epi64((const v128 *)p); }
#define v128_load64_lane(p, a, lane) bits(_mm_loadh_pi(real(a), (const __m64 *)(p)))
// Even or odd lanes of two vectors: the two shuffles that the kernels use.
#define v128_shuffle_f32(a, b, l0, l1, l2, l3) bits(_mm_shuffle_ps(real(a), real(b), _MM_SHUFFLE((l3) - 4, (l2) - 4, l1, l0)))

#include "kernels.inc"

/** Memory below 2 GiB: the kernels keep addresses in 32 bits. */
static usize low_memory(size_t bytes) {
  void *at = mmap(0, bytes + 64, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_32BIT, -1, 0);
  if (at == MAP_FAILED) exit(3);
  return (usize)at;
}

static usize region(FILE *file, size_t bytes) {
  usize at = low_memory(bytes);
  if (fread((void *)at, 1, bytes, file) != bytes) exit(4);
  return at;
}

int main(int count, char **words) {
  FILE *file = count > 1 ? fopen(words[1], "rb") : 0;
  if (!file) return 2;
  // mode, columns, rows, cell, site column, row, antenna, receiver, MHz, radius, bytes of tables, samples, bytes of loss table
  f64 head[16];
  if (fread(head, 8, 16, file) != 16) return 4;
  usize dem = region(file, (size_t)head[1] * (size_t)head[2] * 4);
  usize tables = region(file, (size_t)head[10]);
  usize options = region(file, SWEEP_OPTION_COUNT * 8);
  size_t table_bytes = (size_t)head[12];
  if (table_bytes) {
    ((f64 *)options)[11] = (f64)region(file, table_bytes);
    ((f64 *)options)[12] = (f64)region(file, table_bytes);
  }
  size_t side = 2 * (size_t)head[9] + 1;
  usize out = low_memory(side * side * 4);
  usize scratch = low_memory((size_t)sweepScratchBytes(tables) + 64);
  f64 least = 1e30;
  int written = 0;
  for (int sample = 0; sample < (int)head[11]; sample++) {
    struct timespec from, to;
    clock_gettime(CLOCK_MONOTONIC, &from);
    written = sweepLoss((int)head[0], dem, (int)head[1], (int)head[2], (int)head[1], head[3], head[4], head[5], head[6], head[7], head[8],
                        (int)head[9], tables, out, scratch, options);
    clock_gettime(CLOCK_MONOTONIC, &to);
    least = fmin(least, (to.tv_sec - from.tv_sec) * 1e9 + (to.tv_nsec - from.tv_nsec));
  }
  f64 sum = 0;
  for (size_t i = 0; i < side * side; i++)
    if (isfinite(((f32 *)out)[i])) sum += ((f32 *)out)[i];
  printf("%.6f %.3f\n", least / written, sum);
  return 0;
}
