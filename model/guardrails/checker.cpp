// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/guardrails/checker.h"

#include "model/guardrails/rule.h"
#include "model/parallel.h"

#include <QCoreApplication>

#include <tuple>

namespace groundplan {

struct Checker::Private {
    const Catalog &catalog;
    RuleList rules;
    QHash<QString, const Rule *> byId;
    QList<const Rule *> forAll, forBlueprint;
    QHash<QString, QList<const Rule *>> forType;

    explicit Private(const Catalog &known);
    QList<Finding> look(Pass &pass, const Blueprint &blueprint, const ResourceId &id, QSet<Fact> *facts) const;
};

Checker::Private::Private(const Catalog &known) : catalog(known)
{
    using namespace rules;
    for (const auto &part :
         {schemaRules(),   combinationRules(), nameRules(),       referenceRules(),     cycleRules(),        expressionRules(),
          standingRules(), placeRules(),       connectionRules(), settingRules(),       cidrRules(),         addressRules(),
          zoneRules(),     routeRules(),       subnetRules(),     securityGroupRules(), reachabilityRules(), subnetGroupRules(),
          vpcRules(),      regionRules(),      secretRules(),     conditionRules()})
        rules.append(part);
    for (const Rule &rule : std::as_const(rules)) {
        Q_ASSERT_X(!byId.contains(rule.id), "Checker", qPrintable(rule.id));
        byId.insert(rule.id, &rule);
        if (!rule.check)
            continue;
        if (rule.types.isEmpty())
            forAll.append(&rule);
        else if (rule.types.first() == wholeBlueprint)
            forBlueprint.append(&rule);
        else
            for (const QString &type : rule.types)
                forType[type].append(&rule);
    }
}

/// What is found at one resource, in the order of the rules, accepted findings left out.
QList<Finding> Checker::Private::look(Pass &pass, const Blueprint &blueprint, const ResourceId &id, QSet<Fact> *facts) const
{
    Look look(pass, id);
    const auto run = [&look](const QList<const Rule *> &list) {
        for (const Rule *rule : list)
            rule->check(look, *rule);
    };
    if (id.isEmpty()) {
        run(forBlueprint);
    } else {
        if (!blueprint.find(id))
            return {};
        run(forAll);
        const auto it = forType.constFind(look.resource().type);
        if (it != forType.constEnd())
            run(*it);
    }
    QList<Finding> open;
    if (blueprint.count<Acceptance>() == 0)
        open.swap(look.findings);
    for (const Finding &finding : std::as_const(look.findings))
        if (!blueprint.find<Acceptance>(AcceptanceId(finding.key())))
            open.append(finding);
    if (facts)
        facts->swap(look.facts);
    return open;
}

namespace {

void sortFindings(const Blueprint &blueprint, QList<Finding> *findings)
{
    // What decides first is looked up once, and few bytes move: a finding is large.
    struct Key {
        Severity severity;
        QString name;
        const Finding *finding;
    };
    std::vector<Key> keys;
    keys.reserve(size_t(findings->size()));
    for (const Finding &finding : std::as_const(*findings)) {
        const Resource *resource = blueprint.find(finding.resource);
        keys.push_back({finding.severity, resource ? resource->name : QString(), &finding});
    }
    std::sort(keys.begin(), keys.end(), [](const Key &a, const Key &b) {
        if (a.severity != b.severity)
            return a.severity < b.severity;
        if (const int order = a.name.compare(b.name); order != 0)
            return order < 0;
        const auto rest = [](const Finding &f) { return std::tie(f.resource, f.rule, f.attribute, f.connection, f.message); };
        return rest(*a.finding) < rest(*b.finding);
    });
    QList<Finding> sorted;
    sorted.reserve(findings->size());
    for (const Key &key : keys)
        sorted.append(*key.finding);
    findings->swap(sorted);
}

} // namespace

Checker::Checker(const Catalog &catalog) : d(std::make_unique<Private>(catalog)) { }
Checker::~Checker() = default;

QList<Finding> Checker::checkAll(const Blueprint &blueprint) const
{
    std::vector<ResourceId> ids;
    ids.reserve(size_t(blueprint.count<Resource>()));
    blueprint.forEach<Resource>([&](const Resource &resource) { ids.push_back(resource.id); });
    Pass whole(blueprint, d->catalog, false);
    QList<Finding> findings = d->look(whole, blueprint, {}, nullptr);
    std::vector<QList<Finding>> found(ids.size());
    inSharesWith(ids.size(), 128, [&] {
        // A pass belongs to one thread: what several resources share is computed once in each.
        const auto pass = std::make_shared<Pass>(blueprint, d->catalog, false);
        return [&, pass](size_t from, size_t to) {
            for (size_t i = from; i < to; ++i)
                found[i] = d->look(*pass, blueprint, ids[i], nullptr);
        };
    });
    for (const QList<Finding> &some : found)
        findings.append(some);
    sortFindings(blueprint, &findings);
    return findings;
}

QList<Finding> Checker::check(const Blueprint &blueprint, const QSet<ResourceId> &resources) const
{
    Pass pass(blueprint, d->catalog, false);
    QList<Finding> findings;
    for (const ResourceId &id : resources)
        findings.append(d->look(pass, blueprint, id, nullptr));
    sortFindings(blueprint, &findings);
    return findings;
}

Result<ChangeSet> Checker::fix(const Blueprint &blueprint, const Finding &finding) const
{
    const Rule *rule = d->byId.value(finding.rule);
    if (!rule || !rule->fix || finding.fixTitle.isEmpty())
        return Error{QCoreApplication::translate("Guardrails", "There is no certain remedy for this.")};
    if (finding.resource && !blueprint.find(finding.resource))
        return Error{QCoreApplication::translate("Guardrails", "The resource no longer exists.")};
    Result<ChangeSet> changes = rule->fix(blueprint, d->catalog, finding);
    if (changes)
        changes.value().text = finding.fixTitle;
    return changes;
}

QStringList Checker::rules() const
{
    QStringList ids = d->byId.keys();
    ids.sort();
    return ids;
}

QString Checker::title(const QString &rule) const
{
    const Rule *known = d->byId.value(rule);
    return known ? known->title : rule;
}

const Catalog &Checker::catalog() const { return d->catalog; }

bool makesCodeInvalid(const Finding &finding)
{
    if (finding.severity != Severity::Error)
        return false;
    // Of those, what Terraform itself takes: wrong, but only on the drawing, for one environment, or once it is built. Of a line without
    // a meaning nothing comes into the code.
    static const QSet<QString> onlyAdvice{QStringLiteral("validity.standing"), QStringLiteral("validity.reference-type"),
                                          QStringLiteral("validity.line"), QStringLiteral("validity.environment")};
    static const QSet<QString> syntax{QStringLiteral("network.cidr-syntax"), QStringLiteral("network.address-syntax")};
    return (finding.rule.startsWith(QLatin1String("validity.")) && !onlyAdvice.contains(finding.rule)) || syntax.contains(finding.rule)
        || finding.rule.startsWith(QLatin1String("names."));
}

struct LiveFindings::Private {
    Blueprint blueprint; ///< as the findings know it
    Readings readings;

    void rememberShared(const Pass &pass)
    {
        pass.forEachShared([this](const Fact &shared, const QSet<Fact> &facts) { readings.set(Readings::sharedReader(shared), facts); });
    }
};

LiveFindings::LiveFindings(const Checker &checker) : m_checker(checker), d(std::make_unique<Private>()) { }
LiveFindings::~LiveFindings() = default;

void LiveFindings::reset(const Blueprint &blueprint)
{
    d->blueprint = blueprint;
    d->readings.clear();
    m_byResource.clear();
    std::fill(std::begin(m_counts), std::end(m_counts), 0);
    Pass pass(blueprint, m_checker.d->catalog, true);
    const auto look = [&](const ResourceId &id) {
        QSet<Fact> facts;
        const QList<Finding> findings = m_checker.d->look(pass, blueprint, id, &facts);
        d->readings.set(id, facts);
        for (const Finding &finding : findings)
            ++m_counts[int(finding.severity)];
        if (!findings.isEmpty())
            m_byResource.insert(id, findings);
    };
    look({});
    blueprint.forEach<Resource>([&look](const Resource &resource) { look(resource.id); });
    d->rememberShared(pass);
}

void LiveFindings::swap(LiveFindings &other)
{
    Q_ASSERT(&m_checker == &other.m_checker);
    d.swap(other.d);
    m_byResource.swap(other.m_byResource);
    std::swap(m_counts, other.m_counts);
}

QSet<ResourceId> LiveFindings::update(const Blueprint &after, const ChangeSet &changes)
{
    const Blueprint before = std::exchange(d->blueprint, after);
    QSet<ResourceId> concerned = d->readings.readersOf(changedFacts(before, after, changes));
    concerned.unite(concernedDirectly(before, after, changes));

    Pass pass(after, m_checker.d->catalog, true);
    // A new cycle goes through something that changed, but is reported at one of its members, which may not have; and one that
    // went through something that changed may have left a smaller one behind.
    Pass passBefore(before, m_checker.d->catalog, false);
    const QSet<ResourceId> changed = concerned;
    for (const ResourceId &id : changed) {
        if (after.find(id))
            concerned.unite(cycleMembers(pass, id));
        if (before.find(id))
            concerned.unite(cycleMembers(passBefore, id));
    }

    QSet<ResourceId> differing;
    for (const ResourceId &id : std::as_const(concerned)) {
        const QList<Finding> old = m_byResource.value(id);
        QList<Finding> now;
        if (id.isEmpty() || after.find(id)) {
            QSet<Fact> facts;
            now = m_checker.d->look(pass, after, id, &facts);
            d->readings.set(id, facts);
        } else {
            d->readings.remove(id);
        }
        if (old == now)
            continue;
        differing.insert(id);
        for (const Finding &finding : old)
            --m_counts[int(finding.severity)];
        for (const Finding &finding : std::as_const(now))
            ++m_counts[int(finding.severity)];
        if (now.isEmpty())
            m_byResource.remove(id);
        else
            m_byResource.insert(id, now);
    }
    d->rememberShared(pass);
    return differing;
}

QList<Finding> LiveFindings::sorted() const
{
    QList<Finding> findings;
    for (const QList<Finding> &some : m_byResource)
        findings.append(some);
    sortFindings(d->blueprint, &findings);
    return findings;
}

std::optional<Severity> LiveFindings::worst(const ResourceId &resource) const
{
    std::optional<Severity> worst;
    const auto it = m_byResource.constFind(resource);
    if (it != m_byResource.constEnd())
        for (const Finding &finding : *it)
            worst = std::min(worst.value_or(Severity::Notice), finding.severity);
    return worst;
}

} // namespace groundplan
