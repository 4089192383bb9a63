// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/guardrails/validity/textnames.h"

#include "model/blueprint/expressions.h"
#include "model/guardrails/validity/variabletype.h"
#include "model/guardrails/words.h"

namespace groundplan::textnames {

namespace {

using expressions::Call;
using expressions::Named;
using rules::joined;
using rules::say;

struct Arity {
    int least = 0;
    bool isOpen = false; ///< takes more than that
};

/// What `terraform metadata functions -json` says (1.11): name, parameters, + where the last may repeat.
const QHash<QString, Arity> &functionTable()
{
    static const QHash<QString, Arity> table = [] {
        const QString text = QStringLiteral(
            "abs 1, abspath 1, alltrue 1, anytrue 1, base64decode 1, base64encode 1, base64gzip 1, base64sha256 1, base64sha512 1, "
            "basename 1, bcrypt 1+, can 1, ceil 1, chomp 1, chunklist 2, cidrhost 2, cidrnetmask 1, cidrsubnet 3, cidrsubnets 1+, "
            "coalesce 0+, coalescelist 0+, compact 1, concat 0+, contains 2, csvdecode 1, dirname 1, distinct 1, element 2, endswith 2, "
            "ephemeralasnull 1, file 1, filebase64 1, filebase64sha256 1, filebase64sha512 1, fileexists 1, filemd5 1, fileset 2, "
            "filesha1 1, filesha256 1, filesha512 1, flatten 1, floor 1, format 1+, formatdate 2, formatlist 1+, indent 2, index 2, "
            "issensitive 1, join 1+, jsondecode 1, jsonencode 1, keys 1, length 1, log 2, lookup 2+, lower 1, matchkeys 3, max 0+, md5 1, "
            "merge 0+, min 0+, nonsensitive 1, one 1, parseint 2, pathexpand 1, plantimestamp 0, pow 2, range 0+, regex 2, regexall 2, "
            "replace 3, reverse 1, rsadecrypt 2, sensitive 1, setintersection 1+, setproduct 0+, setsubtract 2, setunion 1+, sha1 1, "
            "sha256 1, sha512 1, signum 1, slice 3, sort 1, split 2, startswith 2, strcontains 2, strrev 1, substr 3, sum 1, "
            "templatefile 2, templatestring 2, textdecodebase64 2, textencodebase64 2, timeadd 2, timecmp 2, timestamp 0, title 1, "
            "tobool 1, tolist 1, tomap 1, tonumber 1, toset 1, tostring 1, transpose 1, trim 2, trimprefix 2, trimspace 1, trimsuffix 2, "
            "try 0+, upper 1, urlencode 1, uuid 0, uuidv5 2, values 1, yamldecode 1, yamlencode 1, zipmap 2, "
            // Of OpenTofu alone.
            "base64gunzip 0+, cidrcontains 0+, urldecode 0+");
        QHash<QString, Arity> read;
        for (const QString &line : text.split(QStringLiteral(", "))) {
            const QString number = line.section(QLatin1Char(' '), 1);
            read.insert(line.section(QLatin1Char(' '), 0, 0), {number.left(1).toInt(), number.endsWith(QLatin1Char('+'))});
        }
        return read;
    }();
    return table;
}

std::optional<Problem> callProblem(const Call &call)
{
    const QString name = call.function.startsWith(QLatin1String("core::")) ? call.function.mid(6) : call.function;
    if (name.contains(QLatin1String("::")))
        return {}; // a provider's
    const auto known = functionTable().constFind(name);
    if (known == functionTable().constEnd())
        return Problem{say("the function %1, which Terraform does not have").arg(rules::quoted(name)), say("Correct its name.")};
    if ((call.arguments < known->least && !call.isExpanded) || (call.arguments > known->least && !known->isOpen))
        return Problem{say("%1 with %2 arguments").arg(name).arg(call.arguments),
                       known->isOpen ? say("It takes at least %1.").arg(known->least) : say("It takes %1.").arg(known->least)};
    return {};
}

/// Connections become some of these, whose names are not drawn.
bool mayBeMade(const QString &type)
{
    return type == QLatin1String("aws_security_group") || type == QLatin1String("aws_vpc_security_group_ingress_rule")
        || type == QLatin1String("aws_vpc_security_group_egress_rule");
}

/// `path` from the type on.
std::optional<Problem> resourceProblem(Look &look, const QString &type, const QStringList &rest, bool isIndexed)
{
    const QString address = rest.isEmpty() ? type : type + QLatin1Char('.') + rest.first();
    if (rest.isEmpty())
        return Problem{say("%1, which names nothing").arg(rules::quoted(type)),
                       say("Texts stand in quotation marks; resources are named by type and name.")};
    const QList<ResourceId> found = look.named(type, rest.first());
    if (found.isEmpty()) {
        if (mayBeMade(type))
            return {};
        return Problem{say("%1, which does not exist").arg(address), say("Draw it, or choose another value.")};
    }
    if (rest.size() < 2)
        return {};
    const auto known = look.catalogType(type);
    if (known->schema && !known->schema->attributes.contains(rest.at(1)) && !known->schema->blocks.contains(rest.at(1)) && !isIndexed)
        return Problem{say("%1 of %2, which %3 does not have").arg(rest.at(1), address, type),
                       say("Choose an attribute that the type has.")};
    if (look.isRepeated(found.first()))
        return Problem{say("%1, of which there are several").arg(address), say("Say which one: %1[0], or %1[each.key].").arg(address)};
    return {};
}

std::optional<Problem> nameProblem(Look &look, const Named &name, const Place &place)
{
    const QString &root = name.path.first();
    const QString second = name.path.value(1);
    if (root == expressions::drawnReference)
        return {}; // looked at where references are
    const QString field = name.path.value(2);
    const auto missing = [&] {
        return Problem{say("%1 of %2.%3, which it does not have").arg(field, root, second), say("Choose one that it has.")};
    };
    if (root == QLatin1String("var")) { // whether there is one is looked at where variables are
        if (field.isEmpty())
            return {};
        look.note(Fact::Kind::Settings, {});
        const Variable *variable = look.blueprint().find(VariableId(second));
        const QString type = variable ? variable->type.trimmed() : QString();
        if (const QStringList fields = variabletype::fields(type); !fields.isEmpty() && !fields.contains(field))
            return missing();
        if (type == QLatin1String("string") || type == QLatin1String("number") || type == QLatin1String("bool"))
            return missing();
        return {};
    }
    if (root == QLatin1String("local")) {
        look.note(Fact::Kind::Settings, {});
        const Local *local = second.isEmpty() ? nullptr : look.blueprint().find<Local>(LocalId(second));
        if (!second.isEmpty() && !local)
            return Problem{say("the local %1, which is not defined").arg(rules::quoted(second)),
                           say("Define the local, or choose another value.")};
        if (local && !field.isEmpty() && local->value.isMap() && !local->value.toMap().contains(field))
            return missing();
        return {};
    }
    if (root == QLatin1String("each")) {
        if (!place.hasForEach)
            return Problem{say("each, but nothing is repeated by for_each there"), say("Set for_each, or write the value out.")};
        if (second != QLatin1String("key") && second != QLatin1String("value"))
            return Problem{say("each without key or value"), say("Write each.key or each.value.")};
        return {};
    }
    if (root == QLatin1String("count")) {
        if (!place.hasCount)
            return Problem{say("count, but nothing is repeated by count there"), say("Set count, or write the value out.")};
        if (second != QLatin1String("index"))
            return Problem{say("count without index"), say("Write count.index.")};
        return {};
    }
    if (root == QLatin1String("self"))
        return place.isCondition
            ? std::nullopt
            : std::optional(Problem{say("self, which stands for nothing there"), say("Name the resource by type and name.")});
    if (root == QLatin1String("path")) {
        static const QStringList known{QStringLiteral("module"), QStringLiteral("root"), QStringLiteral("cwd")};
        return known.contains(second) ? std::nullopt
                                      : std::optional(Problem{say("path without module, root or cwd"), say("Write path.module.")});
    }
    if (root == QLatin1String("module"))
        return Problem{say("a module, but a blueprint has none"), say("Name the resource itself.")};
    if (root == QLatin1String("data"))
        return name.path.size() < 3 ? std::nullopt
                                    : resourceProblem(look, QStringLiteral("data.") + second, name.path.mid(2), name.isIndexed);
    if (root == QLatin1String("resource"))
        return name.path.size() < 3 ? std::nullopt : resourceProblem(look, second, name.path.mid(2), name.isIndexed);
    if (root == QLatin1String("terraform") || root == QLatin1String("ephemeral"))
        return {};
    return resourceProblem(look, root, name.path.mid(1), name.isIndexed);
}

QStringList localsIn(Look &look, const Value &value)
{
    QStringList found;
    forEachExpression(value, {}, [&](const QString &, const QString &text) {
        for (const Named &name : look.syntax(text).names)
            if (name.path.first() == QLatin1String("local") && name.path.size() > 1 && !found.contains(name.path.at(1)))
                found.append(name.path.at(1));
    });
    return found;
}

} // namespace

void forEachExpression(const Value &value, const QString &path, const std::function<void(const QString &, const QString &)> &visit)
{
    if (value.isExpression()) {
        visit(path, value.toExpression().text);
    } else if (value.isList()) {
        for (qsizetype i = 0; i < value.toList().size(); ++i)
            if (!value.toList().at(i).isLiteralScalar()) // no path is built for what cannot hold an expression
                forEachExpression(value.toList().at(i), joined(path, QString::number(i)), visit);
    } else if (value.isMap()) {
        for (auto it = value.toMap().constBegin(); it != value.toMap().constEnd(); ++it)
            if (!it->isLiteralScalar())
                forEachExpression(*it, joined(path, it.key()), visit);
    }
}

QList<Problem> problems(Look &look, const QString &text, const Place &place)
{
    QList<Problem> found;
    QStringList seen;
    const auto add = [&](const std::optional<Problem> &problem) {
        if (problem && !seen.contains(problem->message)) {
            seen.append(problem->message);
            found.append(*problem);
        }
    };
    const expressions::Syntax syntax = look.syntax(text);
    for (const Call &call : syntax.calls)
        add(callProblem(call));
    for (const Named &name : syntax.names)
        add(nameProblem(look, name, place));
    return found;
}

void forEachNamed(Look &look, const Value &value, const std::function<void(const ResourceId &)> &visit)
{
    QStringList known, next;
    const auto visitTexts = [&](const Value &one) {
        forEachExpression(one, {}, [&](const QString &, const QString &text) {
            for (const Named &name : look.syntax(text).names) {
                QStringList path = name.path;
                if (path.first() == QLatin1String("resource"))
                    path.removeFirst();
                const bool isData = !path.isEmpty() && path.first() == QLatin1String("data") && path.size() > 2;
                const QString type = isData ? QStringLiteral("data.") + path.at(1) : path.value(0);
                const QString called = path.value(isData ? 2 : 1);
                if (type == QLatin1String("local")) {
                    if (!known.contains(called)) {
                        known.append(called);
                        next.append(called);
                    }
                } else if (type.contains(QLatin1Char('_')) && !called.isEmpty()) {
                    for (const ResourceId &id : look.blueprint().namesakes(type, called))
                        visit(id);
                }
            }
        });
    };
    visitTexts(value);
    while (!next.isEmpty()) {
        const Local *local = look.blueprint().find<Local>(LocalId(next.takeLast()));
        if (!local)
            continue;
        local->value.forEachReference([&visit](const Reference &reference) { visit(reference.to); });
        visitTexts(local->value);
    }
}

QList<QStringList> circlesOfLocals(Look &look)
{
    look.note(Fact::Kind::Settings, {});
    QList<QStringList> circles;
    QSet<QString> done;
    for (const LocalId &id : look.blueprint().ids<Local>()) {
        // A walk from each local along the first way that leads on; what was walked once is not walked again.
        QList<std::pair<QString, QStringList>> way{{id.text(), localsIn(look, look.blueprint().find<Local>(id)->value)}};
        while (!way.isEmpty()) {
            if (done.contains(way.last().first) || way.last().second.isEmpty()) {
                done.insert(way.takeLast().first);
                continue;
            }
            const QString next = way.last().second.takeFirst();
            const auto again = std::find_if(way.begin(), way.end(), [&next](const auto &step) { return step.first == next; });
            if (again != way.end()) {
                QStringList circle;
                for (auto it = again; it != way.end(); ++it)
                    circle.append(it->first);
                circles.append(circle + QStringList{next});
            } else if (const Local *local = look.blueprint().find<Local>(LocalId(next)); local && !done.contains(next)) {
                way.append({next, localsIn(look, local->value)});
            }
        }
    }
    return circles;
}

} // namespace groundplan::textnames
