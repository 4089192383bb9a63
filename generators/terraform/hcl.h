// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generators/lowering/lowered.h"

/// Lowered resources as HCL, laid out as `terraform fmt` does.
namespace groundplan::terraform {

/// `text` as a quoted string that means the same text: no interpolation, no early end.
QByteArray quoted(const QString &text);
void appendQuoted(QByteArray &out, const QString &text);

/// Spells values and blocks. Names come from the lowered blueprint.
class HclWriter {
public:
    explicit HclWriter(const lowering::Lowered &lowered) : m_lowered(lowered) { }

    /// One `name = value` line, for aligning with its neighbours.
    struct Line {
        QByteArray name, value;
    };
    void resource(QByteArray &out, const lowering::LoweredResource &resource);
    /// Lines at `depth`, with their `=` aligned as `terraform fmt` does.
    static void lines(QByteArray &out, const QList<Line> &lines, int depth);
    /// `value` as all that stands on a line that is indented by `depth` levels. `user`: the resource that it stands in, if any.
    QByteArray value(const Value &value, int depth, const lowering::LoweredResource *user = nullptr) const;
    QString address(const Reference &reference, const lowering::LoweredResource *user = nullptr) const;

private:
    void body(QByteArray &out, const lowering::Body &body, int depth, const lowering::LoweredResource &user);
    void lifecycle(QByteArray &out, const PropertyMap &lifecycle, int depth, const lowering::LoweredResource &user);
    // These write at the end of `out`: a text of its own for each value is what printing would spend most of its time on.
    void appendArgument(QByteArray &out, const lowering::Argument &argument, int depth, const lowering::LoweredResource &user) const;
    void appendValue(QByteArray &out, const Value &value, int depth, const lowering::LoweredResource *user) const;
    void appendWhole(QByteArray &out, const Value &value, int depth, const lowering::LoweredResource *user) const;
    void appendExpression(QByteArray &out, const Expression &expression, int depth, const lowering::LoweredResource *user,
                          bool isWhole) const;
    void appendAddress(QByteArray &out, const Reference &reference, const lowering::LoweredResource *user) const;
    void appendList(QByteArray &out, const ValueList &items, int depth, const lowering::LoweredResource *user) const;
    void appendMap(QByteArray &out, const ValueMap &fields, int depth, const lowering::LoweredResource *user) const;
    QString addressIn(const Reference &reference, const lowering::LoweredResource *user, QStringView rest) const;
    bool isRepeatedReference(const Value &value, const lowering::LoweredResource *user) const;

    const lowering::Lowered &m_lowered;
};

} // namespace groundplan::terraform
