// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/catalog/cidr.h"
#include "model/guardrails/look.h"

/// What the network rules derive from a blueprint: subnets, VPCs and ways out of a resource. Everything that is not certain says so.
namespace groundplan::network {

/// References to resources in a value, and whether there is nothing else in it that might be one.
struct Targets {
    QList<ResourceId> ids;
    bool isComplete = true;
};
Targets targetsIn(Look &look, const Value &value);
/// The reference that a value is, also one written as an expression that is nothing else.
std::optional<Reference> referenceIn(const Value &value);

/// The subnets that a resource is drawn in, whatever it says.
QList<ResourceId> drawnIn(Look &look, const ResourceId &id);
/// The subnets that a resource is in: by its attributes, its subnet group, or where it stands.
Targets subnetsOf(Look &look, const ResourceId &id);
/// The VPC that a resource is in; empty when it is in none or nobody knows.
ResourceId vpcOf(Look &look, const ResourceId &id);
/// The security groups of a resource, also through its launch template.
Targets securityGroupsOf(Look &look, const ResourceId &id);
/// The availability zone of a subnet; empty when it is not known.
QString zoneOf(Look &look, const ResourceId &subnet);

/// Where a subnet's traffic to everywhere goes.
struct WayOut {
    /// Of several ways the last of these counts: IPv4 or IPv6, either makes a subnet public.
    enum class Kind {
        None,
        Other, ///< another network
        Nat,
        Filtered, ///< a firewall's endpoint or network interface: the internet may be behind it
        Unknown,
        Internet,
    };
    Kind kind = Kind::None;
    ResourceId table;   ///< the route table in effect; a VPC stands for the main table that AWS makes with it
    ResourceId gateway; ///< where the default route leads to, when it is in the blueprint
};
const WayOut &wayOut(Look &look, const ResourceId &subnet);

/// A route of a table: its own block or an aws_route.
struct Route {
    ResourceId source;            ///< the table or the aws_route
    QString path;                 ///< of the block in the table; empty for an aws_route
    Value destination;            ///< resolved
    QStringList targetAttributes; ///< those that are set
    Value target;
};
/// A VPC's and its adopted default table's are the same.
QList<Route> routesOf(Look &look, const ResourceId &table);
/// Every address, in any spelling: 0.0.0.0/0, ::/0, 0::/0.
bool isEverywhere(const Value &destination);
/// Networks that are every address together, such as 0.0.0.0/1 and 128.0.0.0/1.
bool areEverywhere(const QStringList &networks);

/// A subnet that somebody wants public: it gives public addresses to what starts in it, or "public" is a word of its name. What else
/// needs an internet gateway (a NAT gateway, an internet-facing load balancer) is reported where it stands.
bool isMeantPublic(Look &look, const ResourceId &subnet);
/// An application or network load balancer with public addresses; false when its scheme is computed.
bool isInternetFacing(Look &look, const ResourceId &loadBalancer);

} // namespace groundplan::network
