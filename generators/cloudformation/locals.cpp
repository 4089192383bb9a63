// SPDX-License-Identifier: GPL-3.0-or-later
#include "generators/cloudformation/locals.h"

namespace groundplan::cloudformation {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int deepestLocal = 16; ///< a local in a local in a local; beyond it they name each other in a circle

class LocalValues {
public:
    explicit LocalValues(const QList<Local> &locals)
    {
        for (const Local &local : locals)
            m_values.insert(local.id.text(), local.value);
    }

    Value written(const Value &value, int depth = 0) const
    {
        if (value.isExpression()) {
            const QString code = value.toExpression().text.trimmed();
            const auto local = code.startsWith("local."_L1) ? m_values.constFind(code.mid(6)) : m_values.constEnd();
            return local == m_values.constEnd() || depth == deepestLocal ? value : written(*local, depth + 1);
        }
        if (value.isList()) {
            ValueList list = value.toList();
            for (Value &item : list)
                item = written(item, depth);
            return list;
        }
        if (value.isMap()) {
            ValueMap map = value.toMap();
            for (Value &field : map)
                field = written(field, depth);
            return map;
        }
        return value;
    }

    void write(lowering::Body &body) const
    {
        for (lowering::Argument &argument : body.arguments)
            argument.value = written(argument.value);
        for (lowering::Block &block : body.blocks)
            write(block.body);
    }

private:
    QHash<QString, Value> m_values;
};

} // namespace

void inlineLocals(lowering::Lowered &lowered)
{
    if (lowered.locals.isEmpty())
        return;
    const LocalValues locals(lowered.locals);
    for (lowering::LoweredResource &resource : lowered.resources)
        locals.write(resource.body);
    for (Local &local : lowered.locals)
        local.value = locals.written(local.value);
    for (Output &output : lowered.outputs)
        output.value = locals.written(output.value);
}

} // namespace groundplan::cloudformation
