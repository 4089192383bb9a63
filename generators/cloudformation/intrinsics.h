// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generators/cloudformation/node.h"
#include "generators/cloudformation/twins.h"

#include <QSet>

#include <utility>

namespace groundplan::cloudformation {

/// Values as template nodes: references become Ref and GetAtt, variables parameters, texts with references Fn::Sub.
class Intrinsics {
public:
    Intrinsics(const lowering::Lowered &lowered, Twins &twins, QList<Diagnostic> &diagnostics)
        : m_lowered(lowered),
          m_twins(twins),
          m_diagnostics(diagnostics)
    {
    }

    QHash<ResourceId, QString> logicalIds; ///< of the resources that stand in the template by themselves
    QHash<QString, QString> parameters;    ///< by variable

    /// Problems are reported about this resource from now on.
    void about(const ResourceId &resource) { m_about = resource; }
    /// Until the next call, references to these are said without naming them (Twin::apart).
    void stayApartFrom(const QSet<ResourceId> &targets) { m_apart = targets; }
    void report(Severity severity, const QString &attribute, const QString &message);
    Node value(const Value &value, const QString &place);
    /// Of our own tables: `Ref:AWS::Region` is a reference, anything else itself.
    static Node constant(const Value &value);
    /// True for what a reference to an attribute gives as a list.
    bool givesList(const Reference &reference);
    /// Text in quotation marks, with references in it: a DNS record's.
    Node quoted(const Value &value, const QString &place);
    /// JSON text with references in it.
    Node jsonText(const Value &value, const QString &place);
    /// The resource that stands in the template for another, which is a part of it.
    const lowering::LoweredResource *owner(const lowering::LoweredResource &resource);

    /// What was referred to since the last call for a value that stands in the template itself: nothing waits for it.
    QSet<ResourceId> takeUnordered() { return std::exchange(m_unordered, {}); }

private:
    Node reference(const Reference &reference, const QString &place, int depth = 0);
    Node dataSource(const lowering::LoweredResource &data, const QString &attribute, const QString &place);
    /// `${=api_id}` in it becomes what the resource was given there, `${/name}` the slash that it lacks at its start.
    QString withGiven(QString how, const lowering::LoweredResource &resource, const QString &place);
    Node returned(const QString &how, const QString &logicalId) const;
    Node expression(const QString &text, const QString &place);
    bool isSimple(const QString &text) const;
    Node joined(const std::list<Node> &pieces) const;
    bool pieces(const QString &text, std::list<Node> &out, const QString &place);
    void jsonPieces(const Value &value, QString &text, std::list<Node> &out, const QString &place);

    const lowering::Lowered &m_lowered;
    QSet<ResourceId> m_apart;
    Twins &m_twins;
    QList<Diagnostic> &m_diagnostics;
    ResourceId m_about;
    QSet<ResourceId> m_unordered;
    int m_localsDeep = 0; ///< locals may name each other in a circle
};

} // namespace groundplan::cloudformation
