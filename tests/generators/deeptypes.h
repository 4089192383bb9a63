// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/generators/sample.h"

namespace groundplan::test {

/// Blueprints with every deep type of the catalog in them, as large and as small as the type allows. Values come from the schema, from
/// what the catalog knows of them, and where both are silent from tests/data/deeptypes.json.
class DeepTypes {
public:
    /// Minimal: what must be there. Standard: what the palette puts there. Everything: all that can be set together.
    enum class Variant { Minimal, Standard, Everything };

    explicit DeepTypes(const Catalog &catalog);

    /// Those that the provider has; another name of a type is not counted.
    QStringList types() const { return m_types; }
    PropertyMap defaults(const QString &type) const { return m_catalog.type(type)->defaults; }
    PropertyMap properties(const QString &type, Variant variant) const;
    /// One resource of each type and variant. The minimal ones are always there: others refer to them.
    Blueprint blueprint(const QList<Variant> &variants) const;
    /// What tests/data/deeptypes.json says of a type.
    Value fact(const QString &section, const QString &type) const { return m_facts[section][type]; }
    Value facts(const QString &section) const { return m_facts[section]; }
    /// From now on free texts are marked, so that each can be found again in what is made of it.
    void markTexts() { m_isMarked = true; }
    static QString nameOf(Variant variant);
    static ResourceId idOf(const QString &type, Variant variant);

private:
    struct Run {
        QString type;
        Variant variant;
        std::shared_ptr<const ResourceType> info;
        QStringList more, omitted;
        QStringList open; ///< types that this one is being made for: they can't be referred to
    };
    PropertyMap block(const Run &run, const BlockSchema &schema, const QString &path, const PropertyMap &given) const;
    Value sample(const Run &run, const AttributeType &type, const QString &path) const;
    Value text(const Run &run, const QString &path) const;
    Value number(const Run &run, const QString &path) const;
    std::optional<Value> known(const Run &run, const QString &path) const;
    Value reference(const Run &run, const QString &path) const;
    bool needs(const QString &type, const QString &other, int depth = 0) const;

    const Catalog &m_catalog;
    QStringList m_types;
    Value m_facts;
    bool m_isMarked = false;
};

/// QtTest shows the start of a long message only: the whole of it goes before.
inline const char *told(const QStringList &problems, const QString &about = {})
{
    if (!problems.isEmpty())
        qInfo("%s\n%s", qPrintable(about), qPrintable(problems.join(u'\n')));
    return "see above";
}

} // namespace groundplan::test
