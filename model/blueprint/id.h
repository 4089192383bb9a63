// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHashFunctions>
#include <QString>

namespace groundplan {

/// The name of a row: a short text that never changes while the row lives, typed by the kind of row that it names.
template <class Tag> class Id {
public:
    Id() = default;
    explicit Id(QString text) : m_text(std::move(text)) { }

    const QString &text() const { return m_text; }
    bool isEmpty() const { return m_text.isEmpty(); }
    explicit operator bool() const { return !m_text.isEmpty(); }

    friend bool operator==(const Id &a, const Id &b) { return a.m_text == b.m_text; }
    friend auto operator<=>(const Id &a, const Id &b) { return a.m_text.compare(b.m_text) <=> 0; }
    friend size_t qHash(const Id &id, size_t seed = 0) noexcept { return qHash(id.m_text, seed); }

private:
    QString m_text;
};

using ResourceId = Id<struct ResourceTag>;
using ConnectionId = Id<struct ConnectionTag>;
using PlacementId = Id<struct PlacementTag>;
using PageId = Id<struct PageTag>;
using AnnotationId = Id<struct AnnotationTag>;
using EnvironmentId = Id<struct EnvironmentTag>;
using VariableId = Id<struct VariableTag>;     // the variable's name
using LocalId = Id<struct LocalTag>;           // the local's name
using OutputId = Id<struct OutputTag>;         // the output's name
using AcceptanceId = Id<struct AcceptanceTag>; // the accepted finding's key
using HeaderId = Id<struct HeaderTag>;         // always "blueprint"

/// A new id text: ten random characters of a–z and 2–7 (50 bits), so that branches of one file rarely collide.
QString newIdText();

} // namespace groundplan
