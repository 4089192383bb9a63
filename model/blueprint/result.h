// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <utility>
#include <variant>

namespace groundplan {

/// Why something could not be done: one sentence that a user can act on; `detail` has the path, place or output.
struct Error {
    QString message;
    QString detail = {};

    /// Both parts in one line, for logs and terminals.
    QString text() const { return detail.isEmpty() ? message : message + QStringLiteral(" (") + detail + QLatin1Char(')'); }
    bool operator==(const Error &) const = default;
};

/// A value or the reason why there is none. Becomes an alias when the compiler has std::expected.
template <class T = std::monostate> class [[nodiscard]] Result {
public:
    Result() requires std::is_same_v<T, std::monostate> : m_state(std::in_place_index<0>) { }
    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) { }
    Result(Error error) : m_state(std::in_place_index<1>, std::move(error)) { }

    explicit operator bool() const { return m_state.index() == 0; }
    bool ok() const { return m_state.index() == 0; }
    const T &value() const &
    {
        Q_ASSERT(ok());
        return std::get<0>(m_state);
    }
    T &value() &
    {
        Q_ASSERT(ok());
        return std::get<0>(m_state);
    }
    T &&value() &&
    {
        Q_ASSERT(ok());
        return std::get<0>(std::move(m_state));
    }
    const T *operator->() const { return &value(); }
    const T &operator*() const & { return value(); }
    const Error &error() const
    {
        Q_ASSERT(!ok());
        return std::get<1>(m_state);
    }

private:
    std::variant<T, Error> m_state;
};

} // namespace groundplan
