# METADATA
# title: The order of isolation
# description: What is not stated leaves the functions undefined.
package lib.isolation

# order lists the kinds of isolation, weakest first.
order := ["none", "application", "namespace", "process", "container", "vm", "microvm", "confidential", "dedicated"]

ranks := {kind: i | some i, kind in order}

# below holds where a stated isolation is weaker than the least one.
below(isolation, least) if ranks[isolation] < ranks[least]
