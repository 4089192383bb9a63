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

std::optional<Cidr> evaluated(Look &look, const Value &value);

/// A part of an expression, as the value it would be by itself.
Value argumentValue(const QString &code)
{
    static const QRegularExpression literal(QStringLiteral("^\"([^\"$%\\\\]*)\"$"));
    static const QRegularExpression variable(QStringLiteral("^var\\.([A-Za-z_][A-Za-z0-9_-]*)$"));
    if (const auto match = literal.match(code); match.hasMatch())
        return match.captured(1);
    if (const auto match = variable.match(code); match.hasMatch())
        return VariableReference{match.captured(1)};
    const Value expression = Expression{code};
    if (const auto reference = network::referenceIn(expression))
        return *reference;
    return expression;
}

/// `cidrsubnet(network, bits, number)` of a known network; a call may stand in the call.
std::optional<Cidr> subnetCall(Look &look, const QString &code)
{
    static const QRegularExpression call(QStringLiteral("^cidrsubnet\\(\\s*(.+?)\\s*,\\s*([0-9]{1,2})\\s*,\\s*([0-9]{1,9})\\s*\\)$"));
    const auto match = call.match(code.trimmed());
    const std::optional<Cidr> network = match.hasMatch() ? evaluated(look, argumentValue(match.captured(1))) : std::nullopt;
    if (!network)
        return {};
    const int bits = match.captured(2).toInt(), prefix = network->prefix + bits;
    const quint64 number = match.captured(3).toULongLong();
    if (prefix > 32 || number >= quint64(1) << bits)
        return {};
    return Cidr{quint32(network->address + number * (quint64(1) << (32 - prefix))), prefix};
}

/// The network that a value comes to, when that is certain.
std::optional<Cidr> evaluated(Look &look, const Value &value)
{
    const Value known = look.resolved(value);
    if (known.isExpression())
        return subnetCall(look, known.toExpression().text);
    if (!known.isString())
        return {};
    const Result<Cidr> cidr = Cidr::parse(known.toString());
    return cidr ? std::optional(*cidr) : std::nullopt;
}

std::optional<Cidr> cidrOf(Look &look, const ResourceId &id) { return evaluated(look, look.property(id, blockKey)); }

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

void checkReserved(Look &look, const Rule &rule)
{
    static const QList<Cidr> reserved{{0x00000000, 8}, {0x7f000000, 8}, {0xa9fe0000, 16}, {0xe0000000, 4}};
    const std::optional<Cidr> cidr = cidrOf(look, look.id());
    if (!cidr)
        return;
    for (const Cidr &range : reserved)
        if (range.overlaps(*cidr))
            look.report(rule, blockKey, say("%1 (%2) is in %3, which AWS keeps.").arg(look.name(), cidr->text(), range.text()),
                        say("Use a private range: 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16."));
}

void checkPeering(Look &look, const Rule &rule)
{
    QList<ResourceId> ends;
    for (const QString &key : {QStringLiteral("vpc_id"), QStringLiteral("peer_vpc_id")})
        if (const auto vpc = network::referenceIn(look.properties().value(key)); vpc && look.typeOf(vpc->to) == QLatin1String("aws_vpc"))
            ends.append(vpc->to);
    if (ends.size() != 2 || ends.first() == ends.last())
        return;
    for (const Cidr &one : vpcBlocks(look, ends.first()))
        for (const Cidr &other : vpcBlocks(look, ends.last()))
            if (one.overlaps(other)) {
                look.report(rule, {},
                            say("%1 joins %2 (%3) and %4 (%5), which overlap.")
                                .arg(look.name(), look.nameOf(ends.first()), one.text(), look.nameOf(ends.last()), other.text()),
                            say("AWS refuses to peer VPCs that share addresses. Give one of them another range."));
                return;
            }
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
        {QStringLiteral("network.reserved-range"), Severity::Error, say("A VPC has addresses that AWS keeps"), vpcTypes, checkReserved},
        {QStringLiteral("network.peering-overlap"),
         Severity::Error,
         say("Peered VPCs overlap"),
         {QStringLiteral("aws_vpc_peering_connection")},
         checkPeering},
        {QStringLiteral("network.subnet-outside-vpc"), Severity::Error, say("A subnet is outside its VPC"), subnet, checkInsideVpc,
         useFreeBlock},
        {QStringLiteral("network.subnet-overlap"), Severity::Error, say("Two subnets overlap"), subnet, checkOverlap, useFreeBlock},
    };
}

} // namespace groundplan
