// SPDX-License-Identifier: GPL-3.0-or-later
#include "generators/cloudformation/conditions.h"

#include <QRegularExpression>

namespace groundplan::cloudformation {

using namespace Qt::Literals::StringLiterals;

Conditions::Conditions(const lowering::Lowered &lowered, const QHash<QString, QString> &parameters)
{
    static const QRegularExpression flag(uR"(\A\(?\s*(!?)\s*var\.([A-Za-z_][\w-]*)\s*\?\s*([01])\s*:\s*([01])\s*\)?\z)"_s);
    for (const lowering::LoweredResource &resource : lowered.resources) {
        const auto match =
            resource.count.isExpression() ? flag.match(resource.count.toExpression().text.trimmed()) : QRegularExpressionMatch();
        const QString parameter = parameters.value(match.captured(2));
        if (!match.hasMatch() || parameter.isEmpty() || match.captured(3) == match.captured(4))
            continue;
        const bool isOn = (match.captured(3) == "1"_L1) == match.captured(1).isEmpty();
        const QString name = parameter + (isOn ? u"IsOn"_s : u"IsOff"_s);
        m_flags.insert(name, {parameter, isOn});
        m_ofResource.insert(resource.id, name);
    }
}

void Conditions::write(Node &out) const
{
    for (auto it = m_flags.begin(); it != m_flags.end(); ++it) {
        Node both = Node::list();
        both.append(Node::call(u"Ref"_s, Value(it->parameter)));
        both.append(Value(it->isOn ? u"true"_s : u"false"_s));
        out.field(it.key()) = Node::call(u"Fn::Equals"_s, std::move(both));
    }
}

} // namespace groundplan::cloudformation
