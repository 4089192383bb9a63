// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/blueprint/value.h"

#include <QRectF>

namespace groundplan {

/// A thing to build (a provider type such as `aws_subnet`) or a zone that no provider has a resource for
/// (`groundplan_region`). Where it is drawn is a Placement's.
struct Resource {
    ResourceId id;
    QString type;
    QString name;            ///< its identifier in exported code; unique within its type
    QList<ResourceId> zones; ///< what it stands in; several only where the catalog allows it
    PropertyMap properties;
    PropertyMap meta;  ///< count, for_each, depends_on (list of references), lifecycle, provider; usage (of the estimate, never exported)
    PropertyMap extra; ///< fields of the file that this version does not know; kept
    bool operator==(const Resource &) const = default;
};

/// A typed link. `reference` sets an attribute of `from` to one of `to`; anything else is an intent that lowering
/// turns into provider resources (`network_access`).
struct Connection {
    ConnectionId id;
    ResourceId from, to;
    QString kind;
    /// reference: `attribute` (dotted path in `from`), `target_attribute`. network_access: `protocol`, `ports` (list of
    /// numbers or "from-to" texts), `description`. Any kind: `label`.
    PropertyMap properties;
    PropertyMap extra;
    bool operator==(const Connection &) const = default;
};

/// One appearance of a resource on a page. Never reaches validation, cost or code.
struct Placement {
    PlacementId id;
    PageId page;
    ResourceId resource;
    ResourceId zone; ///< the zone that it is drawn in on this page; empty: directly on the page
    QRectF rect;     ///< in scene units (1 unit = 1 px at 100 %), relative to the top left of `zone`'s placement on the page
    bool collapsed = false;
    PropertyMap extra;
    bool locked = false; ///< gestures leave it where it is
    bool hidden = false; ///< not drawn, nor is what is drawn in it
    int order = 0;       ///< among what is drawn in the same zone: higher is drawn later, over the others
    bool operator==(const Placement &) const = default;
};

struct Page {
    PageId id;
    QString name;
    int order = 0;
    PropertyMap extra;
    bool operator==(const Page &) const = default;
};

/// What is noted on a page beside its resources: texts, shapes, arrows, pictures. Never reaches validation, cost or code.
struct Annotation {
    AnnotationId id;
    PageId page;
    QString kind; ///< annotation::kinds(); one that this version does not know is kept and not drawn
    QRectF rect;  ///< on the page; an arrow runs from one of its corners to the opposite one
    QString text;
    QString color; ///< annotation::colors(); empty: the usual one of its kind
    QString size;  ///< of the text: small, large, huge; empty: as resources are labelled
    /// arrow: `from` (the corner that it starts at: top_right, bottom_left, bottom_right; else top_left). callout: `tip` ([x, y]
    /// from the top left corner). image: `data` (base64), `media_type`.
    PropertyMap properties;
    PropertyMap extra;
    bool locked = false; ///< gestures leave it where it is
    int order = 0;       ///< higher is drawn over lower
    bool operator==(const Annotation &) const = default;
};

/// An input of the exported code. Its id is its name.
struct Variable {
    VariableId id;
    QString type = QStringLiteral("string"); ///< a Terraform type expression: string, number, bool, list(string) …
    Value defaultValue;                      ///< null: none
    QString description;
    bool sensitive = false;
    PropertyMap extra;
    bool operator==(const Variable &) const = default;
};

struct Local {
    LocalId id;
    Value value;
    PropertyMap extra;
    bool operator==(const Local &) const = default;
};

struct Output {
    OutputId id;
    Value value;
    QString description;
    bool sensitive = false;
    PropertyMap extra;
    bool operator==(const Output &) const = default;
};

/// Where and with which values the blueprint is deployed. Holds no secret: credentials come from the user's own profile.
struct Environment {
    EnvironmentId id;
    QString name;
    QString region;        ///< empty: the region that is drawn
    QString profile;       ///< of ~/.aws/config; empty: the default credential chain
    QString roleArn;       ///< assumed by the provider; empty: none
    QString endpointUrl;   ///< passed as AWS_ENDPOINT_URL, for LocalStack or moto; empty: AWS
    PropertyMap variables; ///< variable name → value
    PropertyMap extra;
    bool operator==(const Environment &) const = default;
};

/// A finding that the user has accepted for good. Its id is the finding's stable key.
struct Acceptance {
    AcceptanceId id;
    QString reason;
    PropertyMap extra;
    bool operator==(const Acceptance &) const = default;
};

/// What is true of the whole blueprint. There is exactly one, with the id "blueprint".
struct Header {
    HeaderId id{QStringLiteral("blueprint")};
    QString name;
    QString description;
    PropertyMap extra;
    PropertyMap fileExtra; ///< sections of the file that this version does not know; kept
    bool operator==(const Header &) const = default;
};

} // namespace groundplan
