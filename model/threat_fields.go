package model

import (
	"slices"

	"github.com/stormtree-dev/stormtree/model/source"
)

var threatSections = []field[Model]{
	section("attackers", attackerRecord, func(m *Model) *[]*Attacker { return &m.Attackers }, "Who might attack, alone or together."),
	section("threats", threatRecord, func(m *Model) *[]*Threat { return &m.Threats }, "What could go wrong with an asset, and how."),
	section("steps", stepRecord, func(m *Model) *[]*Step { return &m.Steps }, "The single steps of attack trees, and parts that trees share."),
	section("mitigations", mitigationRecord, func(m *Model) *[]*Mitigation { return &m.Mitigations }, "What is, or could be, done about threats."),
}

var attackerRecord = record[Attacker]{
	name: "attacker",
	fields: slices.Concat(common(func(a *Attacker) *Entity { return &a.Entity }), []field[Attacker]{
		is("kind", oneOf("insider", "outsider"), func(a *Attacker) *string { return &a.Kind }, "Whether the attacker belongs to one of the parties."),
		is("at", refOrRefs("stands at", toPlace), func(a *Attacker) *[]Ref { return &a.At }, "Boundaries where the attacker stands, or internet."),
		is("members", refs("has the member", toAttacker), func(a *Attacker) *[]Ref { return &a.Members }, "Attackers who act together: the group can do what any of them can, and budgets add up."),
		is("motivation", list(line), func(a *Attacker) *[]string { return &a.Motivation }, "Why, in words of your own; for people only."),
		is("goals", list(line), func(a *Attacker) *[]string { return &a.Goals }, "What for, in words of your own; for people only."),
		is("skill", skill, func(a *Attacker) *Skill { return &a.Skill }, "The hardest step that the attacker can do; no limit when not stated."),
		is("budget", money.value(), func(a *Attacker) **Quantity { return &a.Budget }, "What one attempt may cost; no limit when not stated."),
		is("time", of[Duration](span), func(a *Attacker) **Duration { return &a.Time }, "How long one attempt may take; no limit when not stated."),
		is("attempts", attempts, func(a *Attacker) **Attempts { return &a.Attempts }, "How often the attacker tries: a rate, or a word for the chance of at least one attempt; exactly once when not stated."),
		is("basis", basis, func(a *Attacker) *string { return &a.Basis }, "What the numbers rest on, the weakest of them: the author's word when not stated."),
	}),
	mistakes: map[string]string{
		"position": `write "kind: insider" or "kind: outsider"; where he stands is "at"`,
		"works":    `write "members" for attackers who act together`,
		"type":     `write "kind"`, "motive": `write "motivation"`, "frequency": `write "attempts"`, "location": `write "at"`,
	},
}

var threatRecord = record[Threat]{
	name: "threat",
	fields: slices.Concat(common(func(t *Threat) *Entity { return &t.Entity }), []field[Threat]{
		is("asset", ref("threatens", toAsset), func(t *Threat) **Ref { return &t.Asset }, "The asset that it harms."),
		is("category", direct(nested(categoryRecord, "{stride: [tampering]}")), func(t *Threat) *Category { return &t.Category }, "What kind of threat it is."),
		is("by", refs("names as its attacker", toAttacker), func(t *Threat) *[]Ref { return &t.By }, "Attackers who would; all of them when absent."),
		{key: "attempts", doc: "How often an attacker tries this threat alone, in place of the attacker's own attempts: {outsider: 6/y}.", form: byID(attempts.form), read: readAttempts},
		is("loss", loss.value(), func(t *Threat) **Quantity { return &t.Loss }, "What one incident costs, when it is not what the asset says."),
		is("pattern", idWord("the name of a pattern"), func(t *Threat) *string { return &t.Pattern }, "The attack pattern that it replaces."),
		is("rating", line, func(t *Threat) *string { return &t.Rating }, "A CVSS vector or OWASP factors; for people only."),
		is("attack", attack, func(t *Threat) **Node { return &t.Attack }, "How it happens: the id of a step, or a gate. Without it the threat is a draft and is not ranked."),
	}),
	mistakes: map[string]string{
		"tree": `write "attack"`, "steps": `write "attack", and the steps themselves under "steps" of the model`,
		"probability": `likelihoods are computed from the steps of "attack"; write "probability" there`,
		"likelihood":  `likelihoods are computed from the steps of "attack"; write "probability" there`,
		"impact":      `write "loss"`, "severity": `severities are computed; write "loss"`, "attackers": `write "by"`, "stride": `write "category: {stride: […]}"`,
		"assets": `write "asset"; a threat harms one`, "mitigations": `a mitigation says itself what it stops`,
		"any": `write "attack: {any: […]}"`, "all": `write "attack: {all: […]}"`, "sequence": `write "attack: {sequence: […]}"`,
	},
}

var categoryRecord = record[Category]{name: "category", fields: []field[Category]{
	is("stride", someOf("spoofing", "tampering", "repudiation", "information-disclosure", "denial-of-service", "elevation-of-privilege"), func(c *Category) *[]string { return &c.Stride }, "Words of STRIDE."),
	is("linddun", someOf("linking", "identifying", "non-repudiation", "detecting", "data-disclosure", "unawareness", "non-compliance"), func(c *Category) *[]string { return &c.Linddun }, "Words of LINDDUN, about privacy."),
	is("fear", someOf("confidentiality", "integrity", "availability", "privacy", "attack-surface", "auditability", "legal"), func(c *Category) *[]string { return &c.Fear }, "What is feared for."),
	is("cause", someOf("loss-of-control", "lack-of-trust", "multi-tenancy"), func(c *Category) *[]string { return &c.Cause }, "Why it is possible at all: what the cloud brings with it."),
}}

// idWord reads a single word such as an id.
func idWord(want string) value[string] {
	return value[string]{form: idForm(), read: func(d *decoder, n *source.Node) (string, bool) {
		text, ok := d.scalar(n, want)
		if ok && !isID(text) {
			d.fail(n.Pos, source.Value, "%s is %s; %s has only letters, digits, - and _", source.Quote(d.key), source.Quote(text), want)
			return "", false
		}
		return text, ok
	}}
}

// readAttempts reads how often each attacker tries this threat.
func readAttempts(d *decoder, n *source.Node, t *Threat) {
	if !d.mapping(n, "{outsider: 6/y}") {
		return
	}
	for i, key := range n.Keys {
		by := Ref{key.Text, key.Pos}
		d.refer("counts attempts of", by, toAttacker)
		if got, ok := attempts.read(d, n.Items[i]); ok {
			t.Attempts = append(t.Attempts, AttemptsBy{by, *got})
		}
	}
}

// byID is the schema of a mapping from ids to values.
func byID(v *form) *form {
	return &form{Type: "object", PropertyNames: idForm(), AdditionalProperties: v}
}

var mitigationRecord = record[Mitigation]{
	name: "mitigation",
	fields: slices.Concat(common(func(m *Mitigation) *Entity { return &m.Entity }), []field[Mitigation]{
		is("responsible", oneOf("customer", "provider", "third-party"), func(m *Mitigation) *string { return &m.Responsible }, "Who does it."),
		is("accountable", ref("is answered for by", toParty), func(m *Mitigation) **Ref { return &m.Accountable }, "The party that answers for it."),
		is("status", oneOf(Implemented, Planned, Proposed), func(m *Mitigation) *string { return &m.Status }, "Implemented counts today, planned in the projected view, proposed in plans only."),
		{key: "cost", doc: "What it costs, once and each year.", form: costRecord.form(), read: func(d *decoder, n *source.Node, m *Mitigation) {
			if d.mapping(n, "{once: 5k, yearly: 1k}") {
				costRecord.read(d, n, m)
			}
		}},
		{key: "stops", doc: "The share of a step's probability that it removes, by step: {guess-password: 90%}.", form: byID(share.schema()), read: readStops},
		is("closes", ruleRefs, func(m *Mitigation) *[]RuleRef { return &m.Closes }, "Rules whose findings count as passed with it: RULE, or RULE@element."),
		{key: "raises", doc: "What it adds to a step's cost and time and the skill that it lifts it to, by step.", form: byID(raiseRecord.form()), read: readRaises},
		is("requires", refs("requires", toMitigation), func(m *Mitigation) *[]Ref { return &m.Requires }, "Mitigations that it needs."),
		is("conflicts", refs("conflicts with", toMitigation), func(m *Mitigation) *[]Ref { return &m.Conflicts }, "Mitigations that it cannot stand beside."),
		is("controls", list(line), func(m *Mitigation) *[]string { return &m.Controls }, "Controls of standards that it fulfils."),
		is("verified_by", list(line), func(m *Mitigation) *[]string { return &m.VerifiedBy }, "What shows that it works: a rule, a test, a metric."),
	}),
	mistakes: map[string]string{
		"affects": `write "stops: {step: 90%}", the share that is removed`,
		"reduces": `write "stops: {step: 90%}", the share that is removed`,
		"blocks":  `write "stops: {step: 90%}", the share that is removed`,
		"fixes":   `write "closes: [RULE]"`, "owner": `write "responsible" and "accountable"`, "state": `write "status"`,
		"once": `write "cost: {once: …}"`, "yearly": `write "cost: {yearly: …}"`,
	},
}

var costRecord = record[Mitigation]{name: "cost", fields: []field[Mitigation]{
	is("once", money.value(), func(m *Mitigation) **Quantity { return &m.Once }, "What it costs to begin with."),
	is("yearly", money.value(), func(m *Mitigation) **Quantity { return &m.Yearly }, "What it costs each year."),
}}

// readStops reads the shares that are removed from steps.
func readStops(d *decoder, n *source.Node, m *Mitigation) {
	if !d.mapping(n, "{guess-password: 90%}") {
		return
	}
	for i, key := range n.Keys {
		step := Ref{key.Text, key.Pos}
		d.refer("stops", step, toLeaf)
		if removed, ok := share.read(d, n.Items[i]); ok {
			m.Stops = append(m.Stops, Stop{step, removed})
		}
	}
}

var raiseRecord = record[Raise]{name: "raise", fields: []field[Raise]{
	is("cost", money.value(), func(r *Raise) **Quantity { return &r.Cost }, "What the step costs more."),
	is("time", of[Duration](span), func(r *Raise) **Duration { return &r.Time }, "How much longer it takes."),
	is("skill", skill, func(r *Raise) *Skill { return &r.Skill }, "The skill that it then takes at least."),
}}

// readRaises reads what steps take more of.
func readRaises(d *decoder, n *source.Node, m *Mitigation) {
	if !d.mapping(n, "{guess-password: {time: 30d}}") {
		return
	}
	for i, key := range n.Keys {
		r := Raise{Step: Ref{key.Text, key.Pos}}
		d.refer("raises", r.Step, toLeaf)
		if d.mapping(n.Items[i], "{time: 30d}") {
			raiseRecord.read(d, n.Items[i], &r)
			m.Raises = append(m.Raises, r)
		}
	}
}
