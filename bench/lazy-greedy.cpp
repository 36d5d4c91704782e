// The plain lazy greedy that bench/placement.bench.ts compares with: row prefix sums over spans, a priority queue of stale gains.
// Reads: u32 demands, lines, candidates, spans, choose; then weights, line starts, offsets, span starts, span ends (u32 each).
// Prints: ns of the fastest of three runs, objective, digest of the picks (FNV-1a).
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <queue>
#include <vector>

using u32 = uint32_t;
using u64 = uint64_t;

static std::vector<u32> read(FILE *file, size_t n) {
  std::vector<u32> values(n);
  if (fread(values.data(), 4, n, file) != n) std::exit(1);
  return values;
}

struct Entry {
  u64 gain;
  u32 id;
  bool operator<(const Entry &other) const { return gain < other.gain || (gain == other.gain && id > other.id); }
};

int main(int, char **argv) {
  FILE *file = fopen(argv[1], "rb");
  const auto head = read(file, 5);
  const u32 demands = head[0], lines = head[1], candidates = head[2], choose = head[4];
  const auto weights = read(file, demands), starts = read(file, lines + 1), offsets = read(file, candidates + 1);
  const auto from = read(file, head[3]), to = read(file, head[3]);
  fclose(file);
  std::vector<u32> lineOf(demands);
  for (u32 line = 0; line < lines; line++)
    for (u32 j = starts[line]; j < starts[line + 1]; j++) lineOf[j] = line;

  double least = 1e300;
  u64 objective = 0, digest = 0;
  for (int run = 0; run < 3; run++) {
    const auto begun = std::chrono::steady_clock::now();
    // One more prefix per line than it has demands: a span's sum is the difference at its two ends.
    std::vector<u32> prefix(demands + lines);
    for (u32 line = 0; line < lines; line++) {
      u32 sum = 0;
      for (u32 j = starts[line]; j < starts[line + 1]; j++) {
        prefix[j + line] = sum;
        sum += weights[j];
      }
      prefix[starts[line + 1] + line] = sum;
    }
    const auto gainOf = [&](u32 i) {
      u64 sum = 0;
      for (u32 s = offsets[i]; s < offsets[i + 1]; s++) {
        const u32 line = lineOf[from[s]];
        sum += prefix[to[s] + line] - prefix[from[s] + line];
      }
      return sum;
    };
    std::vector<Entry> entries(candidates);
    for (u32 i = 0; i < candidates; i++) entries[i] = {gainOf(i), i};
    std::priority_queue<Entry> queue(std::less<Entry>(), std::move(entries));
    objective = 0;
    digest = 2166136261u;
    for (u32 taken = 0; taken < choose && !queue.empty();) {
      Entry best = queue.top();
      queue.pop();
      const u64 fresh = gainOf(best.id);
      if (fresh == 0) continue;
      if (fresh != best.gain) {
        queue.push({fresh, best.id});
        continue;
      }
      for (u32 s = offsets[best.id]; s < offsets[best.id + 1]; s++) {
        const u32 line = lineOf[from[s]];
        const u32 base = prefix[from[s] + line], gone = prefix[to[s] + line] - base;
        for (u32 k = from[s] + line; k <= to[s] + line; k++) prefix[k] = base;
        for (u32 k = to[s] + line + 1; k <= starts[line + 1] + line; k++) prefix[k] -= gone;
      }
      objective += fresh;
      digest = ((digest ^ best.id) * 16777619u) & 0xffffffffu;
      taken++;
    }
    const double ns = std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - begun).count();
    if (ns < least) least = ns;
  }
  printf("%.0f %llu %llu\n", least, (unsigned long long)objective, (unsigned long long)digest);
}
