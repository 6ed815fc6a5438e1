package model

import (
	"slices"

	"github.com/stormtree-dev/stormtree/model/source"
)

// stepRecord describes steps: single ones, and with a gate the named parts.
var stepRecord = record[Step]{
	name:   "step",
	fields: slices.Concat(common(func(s *Step) *Entity { return &s.Entity }), stepFields, partFields()),
	begin:  func(s *Step) { s.Kind = Action },
	finish: wholeStep,
	mistakes: map[string]string{
		"unless":     `write "when" with the rule whose failure opens the step`,
		"works":      `write "probability"`,
		"likelihood": `write "probability"`, "chance": `write "probability"`, "p": `write "probability"`,
		"requires": `write "sequence" in the tree`, "price": `write "cost"`, "duration": `write "time"`, "type": `write "kind"`,
		"attempts": `attempts belong to attackers, or to a threat`, "rate": `an accident's rate is its "probability: 0.1/y"`,
		"impact": `write "loss" at the asset or the threat`, "loss": `a loss belongs to an asset or a threat`,
		"or": `write "any"`, "and": `write "all"`, "attack": `write the gate itself: any, all, sequence or at_least`,
	},
}

var stepFields = []field[Step]{
	is("kind", oneOf(Action, Condition, Accident), func(s *Step) *string { return &s.Kind }, "An action is tried anew in every attempt (the default); a condition and an accident are luck, drawn once per horizon for everybody."),
	is("at", refOrRefs("happens at", toElement), func(s *Step) *[]Ref { return &s.At }, "Where it happens; for pictures and rules, it changes no number."),
	is("from", refOrRefs("is done from", toPlace), func(s *Step) *[]Ref { return &s.From }, "Where one must stand to do it: boundaries, or internet; anywhere when absent."),
	{key: "probability", doc: "The chance that it works: per attempt for an action, per horizon for luck; an accident may state a rate. 1 when not stated.", form: probability.within(DaysPerYear).schema(), read: readProbability},
	is("cost", money.value(), func(s *Step) **Quantity { return &s.Cost }, "What it costs the attacker."),
	is("time", of[Duration](span), func(s *Step) **Duration { return &s.Time }, "How long it takes."),
	is("skill", skill, func(s *Step) *Skill { return &s.Skill }, "The skill that it takes."),
	is("when", ruleOrRules, func(s *Step) *[]RuleRef { return &s.When }, "It is possible only while one of these rules fails or cannot be decided: RULE, or RULE@element."),
	is("technique", orList(list(line), line), func(s *Step) *[]string { return &s.Technique }, "Techniques of ATT&CK or CAPEC, such as T1530 or CAPEC-94."),
	is("damage", money.value(), func(s *Step) **Quantity { return &s.Damage }, "What it does on the way, as a number that is added up."),
	is("detection", probability.value(), func(s *Step) **Quantity { return &s.Detection }, "The chance that it is noticed."),
	is("pattern", idWord("the name of a pattern"), func(s *Step) *string { return &s.Pattern }, "The attack pattern that it was taken from."),
	is("basis", basis, func(s *Step) *string { return &s.Basis }, "What its numbers rest on, the weakest of them: the author's word when not stated."),
}

// basis is what a number rests on.
var basis = oneOf("measured", "survey", "expert", "assumed", "author")

// partFields make the keys of a gate keys of a step.
func partFields() []field[Step] {
	var fields []field[Step]
	for _, g := range gateKeys {
		fields = append(fields, field[Step]{key: g.key, doc: g.doc, form: gateForm(g.key), read: func(*decoder, *source.Node, *Step) {}})
	}
	return fields
}

// readProbability reads a chance, of an accident perhaps as a rate.
func readProbability(d *decoder, n *source.Node, s *Step) {
	q := probability
	if s.Kind == Accident {
		q = q.within(d.model.Horizon)
	} else if n.Kind == source.Scalar && isRate(n.Text) {
		d.fail(n.Pos, source.Value, `"probability" is %s; only an accident has a rate, %s %s has a chance such as 0.3`, source.Quote(n.Text), withArticle(s.Kind), source.Quote(s.ID))
		return
	}
	if got, ok := q.read(d, n); ok {
		s.Probability = got
	}
}

func isRate(text string) bool {
	_, fault := rate.parse(text)
	return fault == ""
}

// notLuck are the keys that only somebody's action can have.
var notLuck = []string{"from", "cost", "time", "skill"}

// notPart are the keys of single steps that a named part cannot have.
var notPart = []string{"kind", "from", "probability", "cost", "time", "skill", "when", "damage", "detection", "basis"}

// wholeStep reads the gate of a named part and checks which keys go together.
func wholeStep(d *decoder, n *source.Node, s *Step) {
	s.kindStated = lookUp(n, "kind") != nil
	if isPart(n) {
		d.nesting++
		s.Part = d.gate(n)
		d.nesting--
		d.forbid(n, notPart, "%s is a named part and has no %s; write it at the single steps")
		return
	}
	if s.Kind != Action {
		d.forbid(n, notLuck, "%s is luck and has no %s; only an action has")
	}
}

func isPart(n *source.Node) bool {
	return slices.ContainsFunc(gateKeys, func(g gateKey) bool { return lookUp(n, g.key) != nil })
}

// forbid reports keys that are known but out of place.
func (d *decoder) forbid(n *source.Node, keys []string, format string) {
	for _, key := range n.Keys {
		if slices.Contains(keys, key.Text) {
			d.fail(key.Pos, source.Value, format, d.owner, source.Quote(key.Text))
		}
	}
}
