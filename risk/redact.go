package risk

import (
	"slices"
	"strings"

	"github.com/stormtree-dev/stormtree/model/source"
)

// Redact is a copy of a register for readers who shall not learn how an attack
// would go: without attacks, their steps, what those assume, and which findings
// they go through. Risks, numbers, findings and cures stay; the register itself
// is not changed.
func (r *Register) Redact() *Register {
	public := *r
	public.Redacted, public.Steps = true, nil
	public.Risks = slices.Clone(r.Risks)
	for i := range public.Risks {
		row := &public.Risks[i]
		row.CheapestAttack, row.LikeliestAttack, row.QuickestAttack, row.Assumed = nil, nil, nil, nil
	}
	public.Findings = slices.Clone(r.Findings)
	for i := range public.Findings {
		public.Findings[i].Opens, public.Findings[i].Risks = nil, nil
	}
	public.Notes = slices.DeleteFunc(slices.Clone(r.Notes), func(n Note) bool { return r.namesStep(n) })
	return &public
}

// namesStep reports whether a note is about a step of an attack.
func (r *Register) namesStep(n Note) bool {
	return strings.HasPrefix(n.Message, "step ") || slices.ContainsFunc(r.Steps, func(s Step) bool {
		return strings.Contains(n.Message, source.Quote(s.ID))
	})
}
