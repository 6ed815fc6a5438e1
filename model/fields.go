package model

import (
	"slices"

	"github.com/stormtree-dev/stormtree/model/source"
)

// modelRecord describes a whole file. Its order is that of reading: what other
// values depend on comes first.
var modelRecord = record[Model]{
	name: "the model",
	fields: slices.Concat(headFields, systemSections, threatSections, []field[Model]{
		gathered("waivers", list(waiver), func(m *Model) *[]*Waiver { return &m.Waivers }, "Findings that are accepted for a while, with a reason and an end."),
		gathered("assumptions", list(sentence), func(m *Model) *[]Text { return &m.Assumptions }, "What the model takes for granted."),
		gathered("questions", list(sentence), func(m *Model) *[]Text { return &m.Questions }, "What is still to be found out."),
	}),
	mistakes: map[string]string{
		"version":        `write "stormtree: 1"`,
		"name":           `write "title"`,
		"devices":        `write "device_classes"`,
		"elements":       `write "components"`,
		"services":       `write "components", with kind: service`,
		"stores":         `write "components", with kind: store`,
		"dataflows":      `write "flows"`,
		"data":           `write "assets"`,
		"data_assets":    `write "assets"`,
		"actors":         `write "attackers"`,
		"controls":       `write "mitigations"`,
		"risks":          `risks are computed; write "threats"`,
		"attack_trees":   `a tree stands under "attack" of a threat`,
		"trees":          `a tree stands under "attack" of a threat`,
		"parts":          `a named part is a step with a gate, under "steps"`,
		"zones":          `write "boundaries"`,
		"tenants":        `write "boundaries", with kind: tenant`,
		"include":        `write "includes"`,
		"threat_actors":  `write "attackers"`,
		"trust_boundary": `write "boundaries"`,
	},
}

var headFields = []field[Model]{
	{key: "stormtree", doc: "The version of the language: 1.", form: version.form, read: func(d *decoder, n *source.Node, _ *Model) { version.read(d, n) }},
	is("title", line, func(m *Model) *string { return &m.Title }, "What the model is about, in a few words."),
	is("description", prose, func(m *Model) *string { return &m.Description }, "The system in a few sentences."),
	is("tags", list(line), func(m *Model) *[]string { return &m.Tags }, "Words of your own."),
	is("references", list(line), func(m *Model) *[]string { return &m.References }, "Where more can be read: addresses, documents."),
	is("currency", line, func(m *Model) *string { return &m.Currency }, "The currency of every cost and loss, such as USD."),
	is("horizon", direct(of[Duration](horizon)), func(m *Model) *Duration { return &m.Horizon }, "The time that likelihoods are for; 1y when not stated."),
	is("scale", direct(nested(scaleRecord, "{unit: 1k}")), func(m *Model) *Scale { return &m.Scale }, "How words and sensitivities become losses, and losses severities."),
	is("tolerance", money.value(), func(m *Model) **Quantity { return &m.Tolerance }, "The yearly loss that you are ready to live with."),
	{key: "includes", doc: "Further files of this model, relative to this one and inside its folder; their sections are added.", form: list(line).form, read: func(d *decoder, n *source.Node, _ *Model) { list(line).read(d, n) }},
	{key: "rules", doc: "Which policy rules look at the model, and with which parameters.", form: rulesForm(), read: readRules},
	{key: "patterns", doc: "Which attack patterns may grow trees.", form: &form{Type: "object", AdditionalProperties: switched.form}, read: readPatterns},
}

// mainOnly are the keys that say something about the whole model, which an
// included file may not.
var mainOnly = map[string]bool{
	"title": true, "description": true, "tags": true, "references": true,
	"currency": true, "horizon": true, "scale": true, "tolerance": true,
}

var scaleRecord = record[Scale]{
	name: "scale",
	begin: func(s *Scale) {
		*s = defaultScale
	},
	fields: []field[Scale]{
		is("unit", direct(of[float64](moreThan0)), func(s *Scale) *float64 { return &s.Unit }, "One unit of loss in the model's currency; 1k when not stated."),
		is("bands", direct(nested(bandsRecord, "{medium: 10, high: 100, critical: 1k}")), func(s *Scale) *Bands { return &s.Bands }, "Where severities begin."),
	},
}

// defaultScale is the scale of a model that states none.
var defaultScale = Scale{Unit: 1000, Bands: Bands{Medium: 10, High: 100, Critical: 1000}}

var bandsRecord = record[Bands]{
	name:  "bands",
	begin: func(b *Bands) { *b = defaultScale.Bands },
	fields: []field[Bands]{
		is("medium", direct(of[float64](moreThan0)), func(b *Bands) *float64 { return &b.Medium }, "Units of yearly expected loss from which a risk is medium; 10 when not stated."),
		is("high", direct(of[float64](moreThan0)), func(b *Bands) *float64 { return &b.High }, "Units from which a risk is high; 100 when not stated."),
		is("critical", direct(of[float64](moreThan0)), func(b *Bands) *float64 { return &b.Critical }, "Units from which a risk is critical; 1,000 when not stated."),
	},
	finish: func(d *decoder, n *source.Node, b *Bands) {
		if b.Medium > b.High || b.High > b.Critical {
			d.fail(n.Pos, source.Value, "bands must rise: medium is %s, high %s, critical %s", plain(b.Medium), plain(b.High), plain(b.Critical))
		}
	},
}

// gathered is a list that grows with every file.
func gathered[V any](key string, v value[[]V], at func(*Model) *[]V, doc string) field[Model] {
	return field[Model]{key: key, doc: doc, form: v.form, read: func(d *decoder, n *source.Node, m *Model) {
		more, _ := v.read(d, n)
		*at(m) = append(*at(m), more...)
	}}
}

// common are the keys of everything that has an id.
func common[T any](at func(*T) *Entity) []field[T] {
	return []field[T]{
		is("title", line, func(x *T) *string { return &at(x).Title }, "Its name, for people; the id when not stated."),
		is("description", prose, func(x *T) *string { return &at(x).Description }, "What a reader should know about it."),
		is("tags", list(line), func(x *T) *[]string { return &at(x).Tags }, "Words of your own."),
		is("references", list(line), func(x *T) *[]string { return &at(x).References }, "Where more can be read: addresses, documents, weaknesses."),
	}
}

// section is a mapping of ids to entities of one kind.
func section[T any, E interface {
	*T
	named
}](key string, r record[T], at func(*Model) *[]E, doc string) field[Model] {
	entities := &form{Type: "object", PropertyNames: idForm(), AdditionalProperties: r.form()}
	return field[Model]{key: key, doc: doc, form: entities, kind: E(new(T)).kind(), read: func(d *decoder, n *source.Node, m *Model) {
		if !d.mapping(n, "{some-id: {title: …}}") {
			return
		}
		for i, id := range n.Keys {
			x := new(T)
			e := E(x)
			*e.entity() = Entity{ID: id.Text, Pos: id.Pos}
			d.owner, d.key = &owner{r.name, id.Text}, id.Text
			if d.hasFields(n.Items[i]) {
				r.read(d, n.Items[i], x)
			}
			if e.entity().Title == "" {
				e.entity().Title = id.Text
			}
			d.declare(e)
			*at(m) = append(*at(m), e)
		}
	}}
}

// hasFields tells whether an entity is a mapping.
func (d *decoder) hasFields(n *source.Node) bool {
	switch n.Kind {
	case source.Mapping:
		return true
	case source.Null:
		d.fail(n.Pos, source.Value, "%s has no fields; write at least {title: …}", d.owner)
	default:
		d.fail(n.Pos, source.Value, "%s must be a mapping such as {title: …}, not %s", d.owner, shapeOf(n))
	}
	return false
}

func rulesForm() *form {
	params := &form{Type: "object", Description: "Parameters of the rule, such as {max_age: 365d}."}
	return &form{
		Type:                 "object",
		Properties:           map[string]*form{"pack": described(enum(packs), "Which rules apply; core when not stated.")},
		AdditionalProperties: &form{AnyOf: []*form{switched.form, params}},
	}
}

var packs = []string{"core", "full"}

// readRules reads which rules apply and how.
func readRules(d *decoder, n *source.Node, m *Model) {
	if !d.mapping(n, "{pack: full, PRV-05: off}") {
		return
	}
	for i, key := range n.Keys {
		d.key = key.Text
		item := n.Items[i]
		switch {
		case d.setBefore("rules", key):
		case key.Text == "pack":
			if pack, ok := oneOf(packs...).read(d, item); ok {
				m.Rules.Pack = pack
			}
		case !isID(key.Text):
			d.fail(key.Pos, source.Value, "%s is no id of a rule; write one such as KEY-04", source.Quote(key.Text))
		default:
			if s, ok := d.ruleSetting(key, item); ok {
				m.Rules.Settings = append(m.Rules.Settings, s)
			}
		}
	}
}

func (d *decoder) ruleSetting(key, n *source.Node) (RuleSetting, bool) {
	s := RuleSetting{Rule: Ref{key.Text, key.Pos}}
	if n.Kind != source.Mapping {
		if n.Kind != source.Scalar {
			d.fail(n.Pos, source.Value, "%s must be off, on or parameters such as {max_age: 365d}, not %s", source.Quote(key.Text), shapeOf(n))
			return s, false
		}
		on, ok := switched.read(d, n)
		s.Off = !on
		return s, ok
	}
	for i, param := range n.Keys {
		if n.Items[i].Kind == source.Null {
			d.fail(param.Pos, source.Value, "parameter %s has no value", source.Quote(param.Text))
		}
		s.Params = append(s.Params, Param{param.Text, n.Items[i]})
	}
	return s, true
}

// readPatterns reads which attack patterns are switched off.
func readPatterns(d *decoder, n *source.Node, m *Model) {
	if !d.mapping(n, "{man-in-the-middle: off}") {
		return
	}
	for i, key := range n.Keys {
		d.key = key.Text
		switch {
		case d.setBefore("patterns", key):
		case !isID(key.Text):
			d.fail(key.Pos, source.Value, "%s is no name of a pattern", source.Quote(key.Text))
		default:
			if on, ok := switched.read(d, n.Items[i]); ok {
				m.Patterns = append(m.Patterns, Pattern{Ref{key.Text, key.Pos}, !on})
			}
		}
	}
}

// setBefore reports a setting that two files make. One file cannot set a key twice.
func (d *decoder) setBefore(section string, key *source.Node) bool {
	name := section + " " + key.Text
	first, twice := d.once[name]
	if twice {
		d.fail(key.Pos, source.Duplicate, "%s is set already in %s", source.Quote(key.Text), place(first, key.Pos))
	}
	d.once[name] = key.Pos
	return twice
}
