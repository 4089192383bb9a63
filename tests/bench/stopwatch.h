// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QString>

#include <algorithm>
#include <cstdio>
#include <vector>

namespace groundplan::bench {

/// Measures one row of the speed table and prints it as a line of JSON.
class Row {
public:
    Row(const char *name, int resources, double budget) : m_name(name), m_resources(resources), m_budget(budget) { }

    template <class F> Row &run(int times, F what)
    {
        for (int i = 0; i < times; ++i) {
            QElapsedTimer timer;
            timer.start();
            what(i);
            m_times.push_back(double(timer.nsecsElapsed()) / 1e6);
        }
        return *this;
    }
    void print()
    {
        std::sort(m_times.begin(), m_times.end());
        const auto at = [&](double share) { return m_times[std::min(m_times.size() - 1, size_t(share * double(m_times.size())))]; };
        std::printf("{\"bench\":\"%s\",\"resources\":%d,\"median_ms\":%.3f,\"p99_ms\":%.3f,\"budget_ms\":%g}\n", m_name, m_resources,
                    at(0.5), at(0.99), m_budget);
        std::fflush(stdout);
    }

private:
    const char *m_name;
    int m_resources;
    double m_budget;
    std::vector<double> m_times;
};

/// A figure of memory from /proc/self: "VmRSS:" of status, "Pss:" of smaps_rollup, in MB.
double memoryMb(const char *file, const char *field);

} // namespace groundplan::bench
