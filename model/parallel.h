// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace groundplan {

/// Calls `work(from, to)` for shares of [0, count), on all processors where that is worth a thread, and returns when all are
/// done. Each thread asks `makeWork()` for its own. Which thread gets which share is chance: results belong in places of their own.
template <class MakeWork> void inSharesWith(size_t count, size_t share, const MakeWork &makeWork)
{
    std::atomic<size_t> next = 0;
    const auto run = [&] {
        auto work = makeWork();
        for (size_t from = next.fetch_add(share); from < count; from = next.fetch_add(share))
            work(from, std::min(from + share, count));
    };
    std::vector<std::thread> others;
    const size_t threads = std::min<size_t>(std::thread::hardware_concurrency(), count / (4 * share));
    for (size_t i = 1; i < threads; ++i)
        others.emplace_back(run);
    run();
    for (std::thread &other : others)
        other.join();
}

/// As above, for work that keeps nothing between its shares.
template <class Work> void inShares(size_t count, size_t share, const Work &work)
{
    inSharesWith(count, share, [&work] { return [&work](size_t from, size_t to) { work(from, to); }; });
}

} // namespace groundplan
