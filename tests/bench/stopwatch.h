// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QElapsedTimer>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <vector>

namespace groundplan::bench {

/// How often things are repeated; `quick` is for trying whether all rows come out.
struct Effort {
    bool isQuick = false;
    int times(int full) const { return isQuick ? std::min(full, 2) : full; }
};

/// What the calling thread has computed so far, in ms: on a busy machine, the figure to compare with.
inline double threadTime()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}

/// Measures one row of the speed table and prints it as a line of JSON.
class Row {
public:
    static inline QByteArray wanted; ///< only rows whose name has this text; empty: all

    Row(QByteArray name, int resources, double budget) : m_name(std::move(name)), m_resources(resources), m_budget(budget) { }

    Row &atZoom(double zoom)
    {
        m_zoom = zoom;
        return *this;
    }
    Row &p99Budget(double budget)
    {
        m_p99Budget = budget;
        return *this;
    }
    Row &unit(const char *unit)
    {
        m_unit = unit;
        return *this;
    }
    bool isWanted() const { return wanted.isEmpty() || wanted.contains(m_name) || m_name.contains(wanted); }
    void add(double figure) { m_figures.push_back(figure); }
    void add(double figure, double cpu)
    {
        m_figures.push_back(figure);
        m_cpu.push_back(cpu);
    }
    void addAll(const Row &other)
    {
        m_figures.insert(m_figures.end(), other.m_figures.begin(), other.m_figures.end());
        m_cpu.insert(m_cpu.end(), other.m_cpu.begin(), other.m_cpu.end());
    }
    template <class F> Row &run(int times, F what)
    {
        for (int i = 0; i < times && m_name.contains(wanted); ++i) {
            QElapsedTimer timer;
            timer.start();
            const double cpu = threadTime();
            what(i);
            add(double(timer.nsecsElapsed()) / 1e6, threadTime() - cpu);
        }
        return *this;
    }
    void print()
    {
        if (!m_name.contains(wanted))
            return;
        std::printf("{\"bench\":\"%s\",\"resources\":%d,", m_name.constData(), m_resources);
        if (m_zoom > 0)
            std::printf("\"zoom\":%.3g,", m_zoom);
        std::printf("\"unit\":\"%s\",\"median\":%.3f,\"p99\":%.3f,\"budget\":%g", m_unit, at(m_figures, 0.5), at(m_figures, 0.99),
                    m_budget);
        if (m_p99Budget > 0)
            std::printf(",\"p99_budget\":%g", m_p99Budget);
        if (!m_cpu.empty())
            std::printf(",\"cpu\":%.3f", at(m_cpu, 0.5));
        std::printf(",\"runs\":%zu}\n", m_figures.size());
        std::fflush(stdout);
    }

private:
    static double at(std::vector<double> &figures, double share)
    {
        std::sort(figures.begin(), figures.end());
        const double rank = std::ceil(share * double(figures.size())); // of two, the median is the lower
        return figures.empty() ? 0 : figures[size_t(rank) - 1];
    }

    QByteArray m_name;
    int m_resources;
    double m_budget, m_p99Budget = 0, m_zoom = 0;
    const char *m_unit = "ms";
    std::vector<double> m_figures, m_cpu;
};

} // namespace groundplan::bench
