// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/blueprint/expressionsyntax.h"
#include "model/catalog/containment.h"
#include "model/guardrails/facts.h"
#include "model/guardrails/finding.h"

#include <QRegularExpression>

namespace groundplan {

struct Rule;

/// What one pass over a blueprint computes once for all resources. `remembers`: notes the facts that were read.
class Pass {
public:
    Pass(const Blueprint &blueprint, const Catalog &catalog, bool remembers)
        : m_blueprint(blueprint),
          m_catalog(catalog),
          m_remembers(remembers)
    {
    }
    Pass(const Pass &) = delete;

    /// What was computed for several resources so far, with what it read.
    template <class F> void forEachShared(F visit) const
    {
        for (auto it = m_shared.constBegin(); it != m_shared.constEnd(); ++it)
            visit(Fact{Fact::Kind::Shared, it.key().second, it.key().first}, it->facts);
    }

private:
    friend class Look;
    struct Shared {
        std::shared_ptr<const void> value;
        QSet<Fact> facts;
    };
    struct Effective {
        std::shared_ptr<const PropertyMap> properties;
        QList<Fact> facts;
    };

    const Blueprint &m_blueprint;
    const Catalog &m_catalog;
    const bool m_remembers;
    QHash<QString, std::shared_ptr<const ResourceType>> m_types;
    QHash<ResourceId, Effective> m_effective;
    QHash<QString, QRegularExpression> m_expressions;
    QHash<QString, std::shared_ptr<const expressions::Syntax>> m_syntaxes;
    QHash<std::pair<QLatin1String, QString>, Shared> m_shared;
};

/// What the rules see while one resource is checked: its row, what it effectively says, its neighbours. Everything that is read goes
/// through here, so that an edit is known to concern it. Nothing of the blueprint may be read past it.
class Look {
public:
    /// A look from `subject`; the empty id looks at the blueprint as a whole.
    Look(Pass &pass, const ResourceId &subject);

    // The resource that is checked.
    const ResourceId &id() const { return m_id; }
    const Resource &resource() const { return *m_resource; }
    const QString &name() const { return m_resource->name; }
    const ResourceType &type() const { return *m_type; }
    const PropertyMap &properties() { return properties(m_id); } ///< effective ones
    /// An effective property, variables with a default and references to literals resolved.
    Value value(const QString &path);

    // Others.
    const Resource *find(const ResourceId &id);
    QString typeOf(const ResourceId &id);  ///< empty: it does not exist
    QString nameOf(const ResourceId &id);  ///< as messages name it
    bool isRepeated(const ResourceId &id); ///< by count or for_each
    const PropertyMap &properties(const ResourceId &id);
    /// One effective property: an edit of its others does not concern who reads it.
    Value property(const ResourceId &id, const QString &key);
    /// `value` of the resource in each of its copies, as far as its for_each says what `each.value` is there; else itself alone.
    ValueList inCopies(const ResourceId &id, const Value &value);
    std::shared_ptr<const ResourceType> catalogType(const QString &type);
    /// Resources of `type` that refer to `target` in `attribute` (empty: anywhere), by what they say, in one of their copies, or where
    /// they stand; sorted.
    QList<ResourceId> users(const ResourceId &target, const QString &type, const QString &attribute = {});
    /// Resources of `type` that stand in `zone`, directly or in groups in it; sorted.
    QList<ResourceId> inside(const ResourceId &zone, const QString &type);
    QList<ConnectionId> connections(const ResourceId &id);
    const Connection *connection(const ConnectionId &id) const { return m_pass.m_blueprint.find(id); }
    /// Resources of the type and name of the one that is checked.
    QList<ResourceId> namesakes() const { return m_pass.m_blueprint.namesakes(m_resource->type, m_resource->name); }
    /// Resources that code would call `type`.`name`.
    QList<ResourceId> named(const QString &type, const QString &name);
    /// What expression text says, references to drawn resources included; read once in a pass. Empty when it is unsound.
    const expressions::Syntax &syntax(const QString &text);
    /// `pattern` compiled, once in a pass.
    const QRegularExpression &expression(const QString &pattern);
    QString region() { return regionOf(m_id); } ///< the region that the resource is drawn in, empty when in none
    QString regionOf(const ResourceId &id);
    bool hasVariable(const QString &name);
    /// A variable with a default becomes that, a reference to a literal attribute that literal; anything else stays as it is.
    Value resolved(const Value &value);
    /// The blueprint with everything in it, for what the functions above do not give. Note the facts that are read.
    const Blueprint &blueprint() const { return m_pass.m_blueprint; }
    const Catalog &catalog() const { return m_pass.m_catalog; }
    void note(Fact::Kind kind, const QString &id, const QString &type = {});

    /// `compute()` once in a pass for all resources that ask for `what` about `about`.
    template <class T, class F> const T &shared(QLatin1String what, const ResourceId &about, F compute);

    /// Reports under `rule` (an id of the table); its severity and fix title are the rule's.
    Finding &report(const Rule &rule, const QString &attribute, const QString &message, const QString &advice);

    QList<Finding> findings;
    QSet<Fact> facts;

private:
    const Pass::Effective &effective(const ResourceId &id);
    void collectInside(const ResourceId &zone, const QString &type, QSet<ResourceId> *into);

    Pass &m_pass;
    ResourceId m_id;
    const Resource *m_resource = nullptr;
    int m_sharing = 0; ///< inside shared(): what is read there is read for others as well
    std::shared_ptr<const ResourceType> m_type;
};

template <class T, class F> const T &Look::shared(QLatin1String what, const ResourceId &about, F compute)
{
    const std::pair<QLatin1String, QString> key{what, about.text()};
    auto it = m_pass.m_shared.constFind(key);
    if (it == m_pass.m_shared.constEnd()) {
        QSet<Fact> outer;
        outer.swap(facts);
        ++m_sharing;
        auto value = std::make_shared<const T>(compute());
        --m_sharing;
        outer.swap(facts);
        it = m_pass.m_shared.insert(key, Pass::Shared{std::move(value), std::move(outer)});
    }
    const void *value = it->value.get();
    note(Fact::Kind::Shared, about.text(), what);
    return *static_cast<const T *>(value);
}

} // namespace groundplan
