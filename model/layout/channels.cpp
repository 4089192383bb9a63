// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/layout/channels.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <queue>

namespace groundplan::route {

namespace {

/// How far from an obstacle channels run: close where it is narrow, at ease where there is room.
constexpr std::array<double, 2> distances{4, 10};

/// A port with the stub that leads out of its body.
struct Gate {
    Port port;
    QPointF stub;
};

std::vector<Gate> gates(const End &end, const QRectF &body, const Obstacles &obstacles)
{
    std::vector<Gate> found;
    for (const auto &port : ports(end, body)) {
        if (!port)
            continue;
        double exit = 0; // from the port to the border of its body
        if (!body.isEmpty()) {
            const double far = port->isVertical() ? (port->out.y() > 0 ? body.bottom() - port->point.y() : port->point.y() - body.top())
                                                  : (port->out.x() > 0 ? body.right() - port->point.x() : port->point.x() - body.left());
            exit = std::max(0.0, far);
        }
        // Several lengths: where things stand close, the long one may have no way out.
        std::vector<double> stubs{port->stub, std::max(port->stub - 4, exit + 4), exit + 4};
        stubs.erase(std::unique(stubs.begin(), stubs.end()), stubs.end());
        for (const double stub : stubs) {
            const QPointF point = port->point + port->out * stub;
            if (obstacles.hits(port->point, point, end.body, 1) == 0)
                found.push_back({*port, point});
        }
    }
    return found;
}

int indexOf(const std::vector<double> &sorted, double value)
{
    return int(std::lower_bound(sorted.begin(), sorted.end(), value) - sorted.begin());
}

void sortUnique(std::vector<double> &values)
{
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
}

class Grid {
public:
    Grid(const std::vector<QRectF> &rects, const std::vector<Gate> &starts, const std::vector<Gate> &ends, const QRectF &area)
    {
        for (const QRectF &rect : rects) {
            for (const double d : distances) {
                m_xs.insert(m_xs.end(), {rect.left() - d, rect.right() + d});
                m_ys.insert(m_ys.end(), {rect.top() - d, rect.bottom() + d});
            }
        }
        const auto outside = [](double low, double high) { return [=](double v) { return v < low || v > high; }; };
        std::erase_if(m_xs, outside(area.left(), area.right()));
        std::erase_if(m_ys, outside(area.top(), area.bottom()));
        for (const auto *list : {&starts, &ends}) {
            for (const Gate &gate : *list) {
                m_xs.push_back(gate.stub.x());
                m_ys.push_back(gate.stub.y());
            }
        }
        sortUnique(m_xs);
        sortUnique(m_ys);
        m_right.assign(size(), false);
        m_down.assign(size(), false);
        for (const QRectF &rect : rects)
            block(rect.adjusted(-clearance, -clearance, clearance, clearance));
    }

    size_t size() const { return m_xs.size() * m_ys.size(); }
    int columns() const { return int(m_xs.size()); }
    int rows() const { return int(m_ys.size()); }
    double x(int column) const { return m_xs[size_t(column)]; }
    double y(int row) const { return m_ys[size_t(row)]; }
    int cell(int column, int row) const { return row * columns() + column; }
    int cell(const QPointF &point) const { return cell(indexOf(m_xs, point.x()), indexOf(m_ys, point.y())); }
    QPointF point(int cell) const { return {x(cell % columns()), y(cell / columns())}; }
    /// May a line go from this cell to the next one right or down?
    bool freeRight(int cell) const { return !m_right[size_t(cell)]; }
    bool freeDown(int cell) const { return !m_down[size_t(cell)]; }

private:
    void block(const QRectF &rect)
    {
        // Steps that touch the inside: those that start before its far border and end behind its near one.
        const int left = indexOf(m_xs, rect.left()), right = indexOf(m_xs, rect.right()), top = indexOf(m_ys, rect.top()),
                  bottom = indexOf(m_ys, rect.bottom());
        for (int row = top; row < bottom; ++row) {
            if (y(row) <= rect.top())
                continue;
            for (int column = std::max(0, left - 1); column < right; ++column) {
                if (column + 1 < columns() && x(column + 1) > rect.left())
                    m_right[size_t(cell(column, row))] = true;
            }
        }
        for (int column = left; column < right; ++column) {
            if (x(column) <= rect.left())
                continue;
            for (int row = std::max(0, top - 1); row < bottom; ++row) {
                if (row + 1 < rows() && y(row + 1) > rect.top())
                    m_down[size_t(cell(column, row))] = true;
            }
        }
    }

    std::vector<double> m_xs, m_ys;
    std::vector<bool> m_right, m_down;
};

enum Direction { Right, Down, Left, Up };
Direction directionOf(const QPointF &v) { return v.x() > 0 ? Right : v.x() < 0 ? Left : v.y() > 0 ? Down : Up; }

/// How a state was reached best. A search sees few of a large grid's states: they are hashed, and the table is used again. What a search
/// waits for is memory: states of neighbouring cells are kept side by side.
class Reached {
public:
    struct Entry {
        int state = -1;
        int before = -1;
        float cost = std::numeric_limits<float>::max();
        unsigned turn = 0;
    };
    void begin(size_t states)
    {
        m_entries.resize(capacity);
        m_isWhole = states <= capacity;
        ++m_turn;
    }
    Entry &at(int state)
    {
        size_t i = m_isWhole ? size_t(state) : hashed(unsigned(state));
        while (m_entries[i].turn == m_turn && m_entries[i].state != state)
            i = (i + 1) % capacity;
        if (m_entries[i].turn != m_turn)
            m_entries[i] = {state, -1, std::numeric_limits<float>::max(), m_turn};
        return m_entries[i];
    }

private:
    static constexpr int bits = 16, bitsTogether = 5;
    static constexpr size_t capacity = size_t(1) << bits;
    static size_t hashed(unsigned state)
    {
        constexpr unsigned together = 1u << bitsTogether;
        return size_t(((state / together) * 2654435769u) >> (32 - bits + bitsTogether)) * together + state % together;
    }

    bool m_isWhole = false; ///< there is room for each state
    std::vector<Entry> m_entries;
    unsigned m_turn = 0;
};

/// Where things stand so close that a line wanders this far, it is better drawn across something: it would be read as noise.
constexpr int mostSteps = 8000; // each offers three states at most: they fit the table

/// A* over (cell, direction).
class Search {
public:
    Search(const Grid &grid, const std::vector<Gate> &starts, const std::vector<Gate> &ends, Reached &reached)
        : m_grid(grid),
          m_starts(starts),
          m_ends(ends),
          m_reached(reached)
    {
        m_reached.begin(grid.size() * 4);
        for (const Gate &end : ends) {
            m_goals.push_back(grid.cell(end.stub) * 4 + directionOf(-end.port.out));
            if (std::find(m_targets.begin(), m_targets.end(), end.stub) == m_targets.end())
                m_targets.push_back(end.stub);
        }
    }

    Course run()
    {
        for (const Gate &start : m_starts)
            offer(m_grid.cell(start.stub) * 4 + directionOf(start.port.out),
                  float(start.port.reach + (start.stub - start.port.point).manhattanLength()), -1);
        for (int steps = 0; !m_open.empty() && steps < mostSteps;) {
            const Step step = m_open.top();
            m_open.pop();
            if (step.cost > m_reached.at(step.state).cost)
                continue;
            if (isGoal(step.state))
                return course(step.state);
            expand(step.state, step.cost);
            ++steps;
        }
        return {};
    }

private:
    struct Step {
        float estimate, cost;
        int state;
        bool operator<(const Step &other) const { return estimate != other.estimate ? estimate > other.estimate : state > other.state; }
    };

    const Gate *goal(int state) const
    {
        const auto found = std::find(m_goals.begin(), m_goals.end(), state);
        return found == m_goals.end() ? nullptr : &m_ends[size_t(found - m_goals.begin())];
    }
    bool isGoal(int state) const { return goal(state) != nullptr; }

    float rest(const QPointF &point) const
    {
        double least = std::numeric_limits<double>::max();
        for (const QPointF &target : m_targets)
            least = std::min(least, (target - point).manhattanLength());
        return float(least);
    }

    void offer(int state, float cost, int before) { offer(state, m_grid.point(state / 4), cost, before); }
    void offer(int state, const QPointF &point, float cost, int before)
    {
        Reached::Entry &entry = m_reached.at(state);
        if (cost >= entry.cost)
            return;
        entry.cost = cost;
        entry.before = before;
        m_open.push({cost + rest(point), cost, state});
    }

    void expand(int state, float cost)
    {
        const int cell = state / 4, column = cell % m_grid.columns(), row = cell / m_grid.columns();
        const QPointF here(m_grid.x(column), m_grid.y(row));
        for (int direction = 0; direction < 4; ++direction) {
            if (direction == (state + 2) % 4)
                continue;
            int next = -1;
            QPointF there = here;
            if (direction == Right && column + 1 < m_grid.columns() && m_grid.freeRight(cell)) {
                next = cell + 1;
                there.setX(m_grid.x(column + 1));
            } else if (direction == Left && column > 0 && m_grid.freeRight(cell - 1)) {
                next = cell - 1;
                there.setX(m_grid.x(column - 1));
            } else if (direction == Down && row + 1 < m_grid.rows() && m_grid.freeDown(cell)) {
                next = cell + m_grid.columns();
                there.setY(m_grid.y(row + 1));
            } else if (direction == Up && row > 0 && m_grid.freeDown(cell - m_grid.columns())) {
                next = cell - m_grid.columns();
                there.setY(m_grid.y(row - 1));
            }
            if (next < 0)
                continue;
            const float length = float((there - here).manhattanLength());
            offer(next * 4 + direction, there, cost + length + (direction == state % 4 ? 0.f : float(bendCost)), state);
        }
    }

    Course course(int state) const
    {
        Course points{goal(state)->port.point};
        int first = state;
        for (int s = state; s >= 0; s = m_reached.at(s).before) {
            points.append(m_grid.point(s / 4));
            first = s;
        }
        for (const Gate &start : m_starts) {
            if (m_grid.cell(start.stub) == first / 4 && directionOf(start.port.out) == first % 4) {
                points.append(start.port.point);
                break;
            }
        }
        std::reverse(points.begin(), points.end());
        return points;
    }

    const Grid &m_grid;
    const std::vector<Gate> &m_starts, &m_ends;
    std::vector<int> m_goals;       ///< the state at which each end is reached
    std::vector<QPointF> m_targets; ///< where the ends are, each once
    Reached &m_reached;
    std::priority_queue<Step> m_open;
};

} // namespace

Course searchChannels(const Line &line, const QRectF &fromBody, const QRectF &toBody, const Obstacles &obstacles, const QRectF &area,
                      size_t mostObstacles)
{
    const std::vector<QRectF> rects = obstacles.in(area.adjusted(-clearance, -clearance, clearance, clearance), mostObstacles);
    if (rects.size() > mostObstacles)
        return {};
    const std::vector<Gate> starts = gates(line.from, fromBody, obstacles), ends = gates(line.to, toBody, obstacles);
    if (starts.empty() || ends.empty())
        return {};
    const Grid grid(rects, starts, ends, area);
    thread_local Reached reached;
    return Search(grid, starts, ends, reached).run();
}

} // namespace groundplan::route
