// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/catalog/cidr.h"

#include "model/blueprint/edits.h"
#include "model/guardrails/network/network.h"
#include "model/guardrails/rule.h"
#include "model/guardrails/words.h"

/// Addresses: AWS takes VPCs and subnets from /16 to /28, a subnet inside its VPC and beside its siblings.
namespace groundplan {

namespace {

using network::vpcOf;
using rules::say;

constexpr int widest = 16, narrowest = 28;
const QString blockKey = QStringLiteral("cidr_block");

struct NamedBlock {
    Cidr cidr;
    ResourceId subnet;
};

std::optional<Cidr> cidrOf(Look &look, const ResourceId &id)
{
    const Value value = look.resolved(look.property(id, blockKey));
    if (!value.isString())
        return {};
    const Result<Cidr> cidr = Cidr::parse(value.toString());
    return cidr ? std::optional(*cidr) : std::nullopt;
}

/// All blocks of a VPC; empty when one of them is not known.
QList<Cidr> vpcBlocks(Look &look, const ResourceId &vpc)
{
    QList<Cidr> blocks;
    QList<ResourceId> holders{vpc};
    holders.append(look.users(vpc, QStringLiteral("aws_vpc_ipv4_cidr_block_association"), QStringLiteral("vpc_id")));
    for (const ResourceId &holder : std::as_const(holders)) {
        const std::optional<Cidr> cidr = cidrOf(look, holder);
        if (!cidr)
            return {};
        blocks.append(*cidr);
    }
    return blocks;
}

/// The subnets of a VPC by first address, wide before narrow.
QList<NamedBlock> subnetBlocks(Look &look, const ResourceId &vpc)
{
    QList<NamedBlock> blocks;
    for (const ResourceId &subnet : look.users(vpc, QStringLiteral("aws_subnet"), QStringLiteral("vpc_id")))
        if (const std::optional<Cidr> cidr = cidrOf(look, subnet))
            blocks.append({*cidr, subnet});
    std::sort(blocks.begin(), blocks.end(), [](const NamedBlock &a, const NamedBlock &b) {
        return std::tie(a.cidr.address, a.cidr.prefix, a.subnet) < std::tie(b.cidr.address, b.cidr.prefix, b.subnet);
    });
    return blocks;
}

using Overlaps = QHash<ResourceId, ResourceId>; // subnet → the first of those before it that it overlaps

/// Blocks either nest or are apart, so that in address order only the enclosing ones need to be remembered.
Overlaps findOverlaps(Look &look, const ResourceId &vpc)
{
    Overlaps overlaps;
    QList<NamedBlock> open;
    for (const NamedBlock &block : subnetBlocks(look, vpc)) {
        while (!open.isEmpty() && !open.last().cidr.overlaps(block.cidr))
            open.removeLast();
        if (!open.isEmpty())
            overlaps.insert(block.subnet, open.first().subnet);
        open.append(block);
    }
    return overlaps;
}

void checkSyntax(Look &look, const Rule &rule)
{
    const Value value = look.value(blockKey);
    if (value.isNull()) {
        const PropertyMap &its = look.properties();
        for (const QString &other : {QStringLiteral("ipv4_ipam_pool_id"), QStringLiteral("ipv6_native")})
            if (!its.value(other).isNull())
                return;
        look.report(rule, blockKey, say("%1 has no cidr_block.").arg(look.name()),
                    say("AWS does not choose one: set an IPv4 range such as 10.0.0.0/16."));
        return;
    }
    if (value.isComputed() || !value.isString())
        return;
    const Result<Cidr> cidr = Cidr::parse(value.toString());
    if (!cidr)
        look.report(rule, blockKey, say("%1 of %2 is not a CIDR block: %3.").arg(blockKey, look.name(), rules::quoted(value.toString())),
                    cidr.error().message);
}

/// Reports a fix only where the text itself stands in the resource: a variable is not this resource's to change.
bool isOwnText(const Look &look) { return look.resource().properties.value(blockKey).isString(); }

void checkSize(Look &look, const Rule &rule)
{
    const std::optional<Cidr> cidr = cidrOf(look, look.id());
    if (!cidr || (cidr->prefix >= widest && cidr->prefix <= narrowest))
        return;
    const QString what = look.resource().type == QLatin1String("aws_subnet") ? say("subnet") : say("VPC");
    Finding &finding =
        look.report(rule, blockKey, say("%1 is a /%2; a %3 must be between /16 and /28.").arg(look.name()).arg(cidr->prefix).arg(what),
                    cidr->prefix < widest ? say("A /16 is the most that AWS gives: 65,536 addresses.")
                                          : say("A /28 is the least that AWS gives: 16 addresses, 5 of which it keeps."));
    if (cidr->prefix < widest && isOwnText(look))
        finding.fixTitle = say("Shrink to /16");
}

Result<ChangeSet> shrink(const Blueprint &blueprint, const Catalog &, const Finding &finding)
{
    const Resource *resource = blueprint.find(finding.resource);
    Result<Cidr> cidr = Cidr::parse(resource->properties.value(blockKey).toString());
    if (!cidr)
        return cidr.error();
    return edits::setProperty(blueprint, {finding.resource}, blockKey, Cidr{cidr->address, widest}.text());
}

void checkInsideVpc(Look &look, const Rule &rule)
{
    const std::optional<Cidr> cidr = cidrOf(look, look.id());
    const ResourceId vpc = vpcOf(look, look.id());
    if (!cidr || vpc.isEmpty())
        return;
    const QList<Cidr> blocks = look.shared<QList<Cidr>>(QLatin1String("vpc blocks"), vpc, [&] { return vpcBlocks(look, vpc); });
    if (blocks.isEmpty() || std::any_of(blocks.begin(), blocks.end(), [&cidr](const Cidr &block) { return block.contains(*cidr); }))
        return;
    Finding &finding = look.report(
        rule, blockKey, say("%1 (%2) is outside its VPC %3 (%4).").arg(look.name(), cidr->text(), look.nameOf(vpc), blocks.first().text()),
        say("AWS refuses a subnet whose addresses are not all the VPC's."));
    if (isOwnText(look))
        finding.fixTitle = say("Use the next free block");
}

void checkOverlap(Look &look, const Rule &rule)
{
    const ResourceId vpc = vpcOf(look, look.id());
    if (vpc.isEmpty())
        return;
    const Overlaps &overlaps = look.shared<Overlaps>(QLatin1String("overlaps"), vpc, [&] { return findOverlaps(look, vpc); });
    const ResourceId other = overlaps.value(look.id());
    if (other.isEmpty())
        return;
    Finding &finding = look.report(
        rule, blockKey,
        say("%1 (%2) overlaps %3 (%4).").arg(look.name(), cidrOf(look, look.id())->text(), look.nameOf(other), cidrOf(look, other)->text()),
        say("AWS refuses two subnets of a VPC that share addresses."));
    if (isOwnText(look))
        finding.fixTitle = say("Use the next free block");
}

Result<ChangeSet> useFreeBlock(const Blueprint &blueprint, const Catalog &catalog, const Finding &finding)
{
    Pass pass(blueprint, catalog, false);
    Look look(pass, finding.resource);
    const ResourceId vpc = vpcOf(look, finding.resource);
    QList<Cidr> taken;
    for (const NamedBlock &block : subnetBlocks(look, vpc))
        if (block.subnet != finding.resource)
            taken.append(block.cidr);
    const std::optional<Cidr> own = cidrOf(look, finding.resource);
    const QList<Cidr> networks = vpcBlocks(look, vpc);
    const int wanted = own ? std::clamp(own->prefix, widest, narrowest) : 24;
    for (int prefix = wanted; prefix <= narrowest; ++prefix)
        for (const Cidr &network : networks)
            if (prefix >= network.prefix)
                if (const std::optional<Cidr> free = nextFreeBlock(network, taken, prefix))
                    return edits::setProperty(blueprint, {finding.resource}, blockKey, free->text());
    return Error{say("The VPC has no free block left.")};
}

} // namespace

RuleList rules::cidrRules()
{
    const QStringList vpcTypes{QStringLiteral("aws_vpc"), QStringLiteral("aws_vpc_ipv4_cidr_block_association")};
    const QStringList subnet{QStringLiteral("aws_subnet")};
    return {
        {QStringLiteral("network.cidr-syntax"), Severity::Error, say("A CIDR block cannot be read"), vpcTypes + subnet, checkSyntax},
        {QStringLiteral("network.cidr-size"), Severity::Error, say("A VPC or subnet is wider than /16 or narrower than /28"),
         vpcTypes + subnet, checkSize, shrink},
        {QStringLiteral("network.subnet-outside-vpc"), Severity::Error, say("A subnet is outside its VPC"), subnet, checkInsideVpc,
         useFreeBlock},
        {QStringLiteral("network.subnet-overlap"), Severity::Error, say("Two subnets overlap"), subnet, checkOverlap, useFreeBlock},
    };
}

} // namespace groundplan
