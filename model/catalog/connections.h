// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/catalog/catalog.h"

/// What a line drawn between two resources can mean.
namespace groundplan::connections {

/// One meaning, ready for edits::connect.
struct Option {
    QString kind;           ///< reference, network_access …
    QString title;          ///< "Sets target_group_arns of app to the arn of web"
    bool reversed = false;  ///< from and to are swapped: the attribute is on the drawn line's end
    PropertyMap properties; ///< reference: attribute, target_attribute. network_access: protocol, ports (a proposal)
    bool operator==(const Option &) const = default;
};
/// Best first. Network access is offered whenever both ends can be in a network (or one is groundplan_external).
QList<Option> options(const Blueprint &blueprint, const Catalog &catalog, const ResourceId &from, const ResourceId &to);

/// A short text for the line: "tcp 5432", "target group".
QString label(const Blueprint &blueprint, const Catalog &catalog, const Connection &connection);
/// How a connection is drawn: traffic is a solid line, anything else dashed.
enum class LineKind { Traffic, Reference, Event, Trust };
LineKind lineKind(const Connection &connection);

} // namespace groundplan::connections
