// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/guardrails/rule.h"
#include "model/guardrails/validity/textnames.h"

#include <QCoreApplication>

#include <algorithm>

namespace groundplan {

namespace {

QList<ResourceId> targetsOf(Look &look, const ResourceId &id)
{
    QList<ResourceId> targets;
    const auto note = [&targets](const Reference &reference) {
        if (!targets.contains(reference.to))
            targets.append(reference.to);
    };
    const auto noteAll = [&](const Value &value) {
        if (value.isLiteralScalar())
            return;
        value.forEachReference(note);
        textnames::forEachNamed(look, value, [&note](const ResourceId &named) { note({named, {}}); });
    };
    for (const Value &value : look.properties(id))
        noteAll(value);
    if (const Resource *row = look.find(id))
        for (const Value &value : row->meta)
            noteAll(value);
    return targets;
}

/// Strongly connected components of the reference graph, found as they are asked for: each resource is visited once in a pass.
class Components {
public:
    /// Members of the component that `id` is in, sorted; empty when it is alone and does not refer to itself.
    QList<ResourceId> of(Look &look, const ResourceId &id)
    {
        if (!m_visited.contains(id))
            visit(look, id);
        const int component = m_component.value(id, -1);
        return component < 0 ? QList<ResourceId>() : m_members.at(component);
    }

private:
    struct Frame {
        ResourceId id;
        QList<ResourceId> targets;
        qsizetype next = 0;
    };
    struct Mark {
        int index = 0, low = 0;
        bool onStack = true;
    };

    void enter(Look &look, const ResourceId &id)
    {
        m_visited.insert(id, {m_index, m_index, true});
        ++m_index;
        m_stack.append(id);
        m_frames.push_back({id, targetsOf(look, id), 0});
    }

    void visit(Look &look, const ResourceId &start) // Tarjan's, with a stack of its own: a chain may be thousands long
    {
        enter(look, start);
        while (!m_frames.empty()) {
            Frame &frame = m_frames.back();
            if (frame.next < frame.targets.size()) {
                const ResourceId target = frame.targets.at(frame.next++);
                const auto seen = m_visited.constFind(target);
                if (seen == m_visited.constEnd()) {
                    if (look.blueprint().find(target))
                        enter(look, target); // `frame` is no longer valid
                } else if (seen->onStack) {
                    const int index = seen->index;
                    Mark &mark = m_visited[frame.id];
                    mark.low = std::min(mark.low, index);
                }
                continue;
            }
            leave();
        }
    }

    void leave()
    {
        const Frame frame = std::move(m_frames.back());
        m_frames.pop_back();
        const Mark mark = m_visited.value(frame.id);
        if (!m_frames.empty()) {
            Mark &above = m_visited[m_frames.back().id];
            above.low = std::min(above.low, mark.low);
        }
        if (mark.low != mark.index)
            return;
        QList<ResourceId> members;
        do {
            members.append(m_stack.takeLast());
            m_visited[members.last()].onStack = false;
        } while (members.last() != frame.id);
        if (members.size() == 1 && !frame.targets.contains(frame.id))
            return;
        std::sort(members.begin(), members.end());
        for (const ResourceId &member : std::as_const(members))
            m_component.insert(member, int(m_members.size()));
        m_members.append(members);
    }

    int m_index = 0;
    QHash<ResourceId, Mark> m_visited;
    QList<ResourceId> m_stack;
    std::vector<Frame> m_frames;
    QHash<ResourceId, int> m_component;
    QList<QList<ResourceId>> m_members;
};

QList<ResourceId> component(Look &look, const ResourceId &id)
{
    // What the search reads on its way is not noted: LiveFindings::update() asks anew for whatever changed.
    const auto holder =
        look.shared<std::shared_ptr<Components>>(QLatin1String("cycles"), {}, [] { return std::make_shared<Components>(); });
    QSet<Fact> kept;
    kept.swap(look.facts);
    const QList<ResourceId> members = holder->of(look, id);
    kept.swap(look.facts);
    return members;
}

/// A shortest way from `start` back to itself within `members`, starting and ending with it.
QList<ResourceId> shortestWay(Look &look, const ResourceId &start, const QList<ResourceId> &members)
{
    QHash<ResourceId, ResourceId> cameFrom;
    QList<ResourceId> queue{start};
    for (qsizetype i = 0; i < queue.size(); ++i) {
        QList<ResourceId> targets = targetsOf(look, queue.at(i));
        std::sort(targets.begin(), targets.end());
        for (const ResourceId &target : std::as_const(targets)) {
            if (target == start) {
                QList<ResourceId> way{start};
                for (ResourceId at = queue.at(i); at != start; at = cameFrom.value(at))
                    way.prepend(at);
                way.prepend(start);
                return way;
            }
            if (std::binary_search(members.begin(), members.end(), target) && !cameFrom.contains(target)) {
                cameFrom.insert(target, queue.at(i));
                queue.append(target);
            }
        }
    }
    return {};
}

void checkCycle(Look &look, const Rule &rule)
{
    const QList<ResourceId> members = component(look, look.id());
    if (members.isEmpty() || members.first() != look.id()) // reported once, at the first of them
        return;
    for (const ResourceId &member : members)
        look.properties(member); // noted: any of them may break the cycle
    QStringList names;
    for (const ResourceId &id : shortestWay(look, look.id(), members))
        names.append(look.nameOf(id));
    if (members.size() == 1)
        look.report(rule, {}, QCoreApplication::translate("Guardrails", "%1 refers to itself.").arg(look.name()),
                    QCoreApplication::translate("Guardrails", "Remove the reference: nothing can be built from its own result."));
    else
        look.report(
            rule, {},
            QCoreApplication::translate("Guardrails", "%1 is part of a cycle: %2.").arg(look.name(), names.join(QStringLiteral(" → "))),
            QCoreApplication::translate("Guardrails", "Remove one of these references, so that one of them can be built first."));
}

} // namespace

QSet<ResourceId> cycleMembers(Pass &pass, const ResourceId &id)
{
    Look look(pass, id);
    const QList<ResourceId> members = component(look, id);
    return {members.begin(), members.end()};
}

RuleList rules::cycleRules()
{
    return {{QStringLiteral("validity.cycle"),
             Severity::Error,
             QCoreApplication::translate("Guardrails", "References go round in a circle"),
             {},
             checkCycle}};
}

} // namespace groundplan
