// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/blueprint/changeset.h"
#include "model/blueprint/result.h"

/// Rows as the fields that they have in the file, and back. Unknown fields land in `extra` and come out again.
namespace groundplan::rowcodec {

using Fields = QList<std::pair<QString, Value>>; ///< in the order in which they are written

Fields fields(const Header &row);
Fields fields(const Resource &row);
Fields fields(const Connection &row);
Fields fields(const Page &row);
Fields fields(const Placement &row);
Fields fields(const Annotation &row);
Fields fields(const Variable &row);
Fields fields(const Local &row);
Fields fields(const Output &row);
Fields fields(const Environment &row);
Fields fields(const Acceptance &row);

/// Reads a row; the error names the field.
template <class Row> Result<Row> read(ValueMap fields);
template <> Result<Header> read(ValueMap fields);
template <> Result<Resource> read(ValueMap fields);
template <> Result<Connection> read(ValueMap fields);
template <> Result<Page> read(ValueMap fields);
template <> Result<Placement> read(ValueMap fields);
template <> Result<Annotation> read(ValueMap fields);
template <> Result<Variable> read(ValueMap fields);
template <> Result<Local> read(ValueMap fields);
template <> Result<Output> read(ValueMap fields);
template <> Result<Environment> read(ValueMap fields);
template <> Result<Acceptance> read(ValueMap fields);

/// The section of the file, and the `kind` in a journal line, of a row.
template <class Row> QString section();
template <> QString section<Header>();
template <> QString section<Resource>();
template <> QString section<Connection>();
template <> QString section<Page>();
template <> QString section<Placement>();
template <> QString section<Annotation>();
template <> QString section<Variable>();
template <> QString section<Local>();
template <> QString section<Output>();
template <> QString section<Environment>();
template <> QString section<Acceptance>();

} // namespace groundplan::rowcodec
