// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generators/generator.h"

#include <memory>

namespace groundplan {

/// A document's code as edits change it. Where an edit changes some resources' properties and nothing else follows from that, their
/// blocks alone are made again; update() ends where generate() would. For one thread at a time.
class LiveCode {
public:
    explicit LiveCode(const Catalog &catalog);
    ~LiveCode();

    /// The code of `after`. `changes`: all since the last call's blueprint; nothing when that is not known.
    const Generated &update(const Blueprint &after, const std::optional<ChangeSet> &changes, Target target,
                            const GenerateOptions &options = {});
    /// Whether the last update() made single blocks.
    bool wasQuick() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace groundplan
