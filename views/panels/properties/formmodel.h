// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/editorcontext.h"

#include <QPointer>

namespace groundplan {

/// One property as a form shows it.
struct FieldSpec {
    QString path;       ///< as values keep it: launch_template.0.id
    QString schemaPath; ///< launch_template.id
    QString label;
    AttributeType type;
    ValueRule rule;
    QString help;
    bool required = false, sensitive = false, deprecated = false;
};

/// What a form edits: the same properties of one or several resources. Reads the document, asks for edits.
class FormModel {
public:
    explicit FormModel(EditorContext context) : m_context(std::move(context)) { }

    void setResources(const QList<ResourceId> &ids);
    /// Reads again what zones and connections imply; after each change of the document.
    void refresh();

    const EditorContext &context() const { return m_context; }
    const QList<ResourceId> &resources() const { return m_ids; }
    const Resource *main() const; ///< the last selected, null when it is gone
    /// The schema that the form shows: the type's, what several types have in common, or one made for a group.
    std::shared_ptr<const BlockSchema> schema() const { return m_schema; }
    std::shared_ptr<const ResourceType> type() const { return m_type; }

    bool differs(const QString &path) const;          ///< between the resources
    Value own(const QString &path) const;             ///< null where it differs
    Value inherited(const QString &path) const;       ///< from zones or lines, where it is not set
    QString inheritedFrom(const QString &path) const; ///< "from production"
    FieldSpec spec(const QString &valuePath, const QString &schemaPath, const AttributeSchema &attribute) const;
    /// How a value reads in a field: "production.id", "var.environment".
    QString textOf(const Value &value) const;
    QString nameOf(const ResourceId &id) const;

    /// Commits; typing in one field is one undo step. The error, empty when it went well, is for the user.
    QString set(const QString &path, const Value &value, bool typing) const;

private:
    EditorContext m_context;
    QList<ResourceId> m_ids;
    std::shared_ptr<const ResourceType> m_type;
    std::shared_ptr<const BlockSchema> m_schema;
    PropertyMap m_effective, m_derived;
};

/// What is wrong with a literal, in one sentence; empty when nothing is.
QString complaintAbout(const FieldSpec &spec, const Value &value);
bool isCidrField(const FieldSpec &spec);
/// The next free block for a subnet in its VPC, or for a VPC beside the others; empty when there is none or it has no sense here.
QString nextFreeCidr(const FormModel &model, const FieldSpec &spec);

} // namespace groundplan
