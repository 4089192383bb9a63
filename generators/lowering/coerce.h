// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generators/lowering/rows.h"

#include <unordered_map>

namespace groundplan::lowering {

/// Gives values the types of the schema. What can't be said that way is reported and left out.
class Coercer {
public:
    Coercer(const Blueprint &blueprint, const Rows &rows, QList<Diagnostic> &diagnostics)
        : m_blueprint(blueprint),
          m_rows(rows),
          m_diagnostics(diagnostics)
    {
    }

    Body body(const Row &row);
    /// What was written since the last call that the newest provider version no longer has: resource and path of the first.
    std::optional<std::pair<ResourceId, QString>> takeLeaving() { return std::exchange(m_leaving, {}); }
    /// A value outside a resource: references and names in it are checked, its type stays.
    Value free(const Value &value, const QString &place, const ResourceId &about = {});
    void report(Severity severity, const QString &attribute, const QString &message);
    void startAt(const Row &row) { m_row = &row; }

private:
    Body block(const PropertyMap &values, const BlockSchema *schema, const QString &path);
    void addBlocks(Body &body, const QString &name, const Value &value, const BlockSchema *schema, const NestedBlock *nested,
                   const QString &path);
    void addAttributeBlocks(Body &body, const QString &name, const Value &value, const AttributeType &object, const QString &path);
    struct Required {
        QStringList attributes;
        QList<const NestedBlock *> blocks;
    };
    const Required &requiredBy(const BlockSchema &schema);
    void requireAll(const PropertyMap &values, const BlockSchema &schema, const QString &path);
    bool addArgument(Body &body, const QString &name, Value value, const AttributeType &type, const QString &path);
    Value coerce(const Value &value, const AttributeType &type, const QString &path);
    Value toText(const Value &value, const QString &path);
    Value toNumber(const Value &value, const QString &path);
    Value toBoolean(const Value &value, const QString &path);
    Value toItems(const Value &value, const AttributeType &type, const QString &path);
    Value toFields(const Value &value, const AttributeType &type, const QString &path);
    Value computed(const Value &value, const QString &path);
    Value reference(const Reference &reference, const QString &path);
    bool givesCollection(const Value &value) const;

    const Blueprint &m_blueprint;
    const Rows &m_rows;
    QList<Diagnostic> &m_diagnostics;
    const Row *m_row = nullptr;
    ResourceId m_about;
    std::optional<std::pair<ResourceId, QString>> m_leaving;
    std::unordered_map<const BlockSchema *, Required> m_required; ///< most of a schema's attributes are optional
};

} // namespace groundplan::lowering
