// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/blueprint/diff.h"

namespace groundplan {

namespace {

template <class Row> void compare(const Blueprint &before, const Blueprint &after, ChangeSet &result)
{
    for (const auto &id : before.ids<Row>()) {
        const Row *old = before.find<Row>(id);
        const Row *now = after.find<Row>(id);
        if (!now)
            result.remove(*old);
        else if (*old != *now)
            result.replace(*old, *now);
    }
    for (const auto &id : after.ids<Row>()) {
        if (!before.find<Row>(id))
            result.add(*after.find<Row>(id));
    }
}

} // namespace

ChangeSet difference(const Blueprint &before, const Blueprint &after)
{
    ChangeSet result;
    compare<Header>(before, after, result);
    compare<Resource>(before, after, result);
    compare<Connection>(before, after, result);
    compare<Page>(before, after, result);
    compare<Placement>(before, after, result);
    compare<Annotation>(before, after, result);
    compare<Variable>(before, after, result);
    compare<Local>(before, after, result);
    compare<Output>(before, after, result);
    compare<Environment>(before, after, result);
    compare<Acceptance>(before, after, result);
    return result;
}

} // namespace groundplan
