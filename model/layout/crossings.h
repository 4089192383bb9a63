// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/layout/route.h"

/// Where lines cross, so that one may leap over the other. Pure geometry.
namespace groundplan::route {

/// Adds the places where horizontal stretches of `line` cross vertical ones of `other`, clear of either one's corners.
void addCrossings(const Course &line, const Course &other, Course &places);

/// What a course belongs to, and the course: courses of one owner do not leap over each other.
using Courses = QList<std::pair<QString, Course>>;
/// The places where each of all courses crosses others.
QList<Course> crossings(const Courses &all);

} // namespace groundplan::route
