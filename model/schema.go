package model

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
)

// form is the part of JSON Schema that the language needs. The zero form allows anything.
type form struct {
	Schema               string           `json:"$schema,omitempty"`
	Title                string           `json:"title,omitempty"`
	Description          string           `json:"description,omitempty"`
	Ref                  string           `json:"$ref,omitempty"`
	Type                 any              `json:"type,omitempty"`
	Enum                 []any            `json:"enum,omitempty"`
	Pattern              string           `json:"pattern,omitempty"`
	Format               string           `json:"format,omitempty"`
	MinLength            int              `json:"minLength,omitempty"`
	Minimum              *float64         `json:"minimum,omitempty"`
	ExclusiveMinimum     *float64         `json:"exclusiveMinimum,omitempty"`
	Maximum              *float64         `json:"maximum,omitempty"`
	Items                *form            `json:"items,omitempty"`
	MinItems             int              `json:"minItems,omitempty"`
	UniqueItems          bool             `json:"uniqueItems,omitempty"`
	Properties           map[string]*form `json:"properties,omitempty"`
	PropertyNames        *form            `json:"propertyNames,omitempty"`
	AdditionalProperties any              `json:"additionalProperties,omitempty"`
	Required             []string         `json:"required,omitempty"`
	AnyOf                []*form          `json:"anyOf,omitempty"`
	OneOf                []*form          `json:"oneOf,omitempty"`
	Defs                 map[string]*form `json:"$defs,omitempty"`

	order []string // keys of Properties as a reader wants them
	words string   // what a person writes here, where the schema is too technical
}

// anyScalar is what an editor may take a text for: 1.3 is a number to it.
var anyScalar = []string{"string", "number", "boolean"}

// Schema returns the JSON Schema (2020-12) of a model, for editors. Objects are
// closed, every key is described, and words that YAML takes for numbers or
// truth values are allowed as both. It is written from the same tables that
// Decode reads by; Decode also checks what a schema cannot say.
func Schema() []byte {
	root := modelRecord.form()
	root.Schema = "https://json-schema.org/draft/2020-12/schema"
	root.Title = "Stormtree model"
	root.Description = "A threat model of a cloud system. " + scaleText()
	root.Defs = map[string]*form{"node": nodeForm()}
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(root); err != nil {
		panic(err) // the tables hold nothing that JSON cannot
	}
	return out.Bytes()
}

// scaleText says what the words of the scales stand for.
func scaleText() string {
	var chances, units []string
	for _, w := range likelihoods {
		chances = append(chances, w.name+" "+plain(percent(w.mid))+"%")
	}
	for _, w := range losses {
		units = append(units, w.name+" "+plain(w.mid))
	}
	return "Words for a chance, by the yardstick of the UK's Professional Head of Intelligence Assessment: " + strings.Join(chances, ", ") +
		". Words for a loss, in units of the scale: " + strings.Join(units, ", ") + "."
}

// percent rounds to a tenth of a percent.
func percent(p float64) float64 {
	x, _ := strconv.ParseFloat(strconv.FormatFloat(100*p, 'f', 1, 64), 64)
	return x
}

// form is a closed object with the record's fields.
func (r record[T]) form() *form {
	f := &form{Type: "object", Properties: map[string]*form{}, AdditionalProperties: false}
	for _, field := range r.fields {
		f.Properties[field.key] = described(field.form, field.doc)
		f.order = append(f.order, field.key)
		if field.required {
			f.Required = append(f.Required, field.key)
		}
	}
	return f
}

// described is a form with a sentence of its own.
func described(f *form, doc string) *form {
	d := *f
	d.Description = doc
	return &d
}

func (f *form) list() *form { return &form{Type: "array", Items: f, UniqueItems: true} }

// enum lists words; those that look like numbers also as numbers.
func enum(words []string) *form {
	f := &form{}
	for _, w := range words {
		f.Enum = append(f.Enum, w)
	}
	for _, w := range words {
		if x, err := strconv.ParseFloat(w, 64); err == nil {
			f.Enum = append(f.Enum, x)
		}
	}
	return f
}

func idForm() *form {
	return &form{Type: "string", Pattern: "^" + idPattern + "(@" + idPattern + ")?$"}
}

// schema allows a plain number, when the measure does, and one with a unit.
func (m measure) schema() *form {
	f := &form{words: m.what + " such as " + m.example}
	if m.bare() {
		f.AnyOf = append(f.AnyOf, m.number())
	}
	f.AnyOf = append(f.AnyOf, &form{Type: "string", Pattern: m.pattern()})
	return f
}

// number is the number without a unit: where only 0 needs none, that.
func (m measure) number() *form {
	if m.zero {
		return &form{Enum: []any{0}}
	}
	f := &form{Type: "number", Minimum: &m.least}
	if m.above0 {
		f.Minimum, f.ExclusiveMinimum = nil, &m.least
	}
	if m.whole {
		f.Type = "integer"
	}
	if m.most > 0 {
		f.Maximum = &m.most
	}
	return f
}

// bare tells whether a number may stand without a unit, if only 0.
func (m measure) bare() bool {
	return m.zero || slices.ContainsFunc(m.units, func(u unit) bool { return u.name == "" })
}

// pattern is a regular expression of what the measure reads.
func (m measure) pattern() string {
	units := m.units
	if m.horizon > 0 {
		units = slices.Concat(units, rates)
	}
	names := make([]string, len(units))
	for i, u := range units {
		names[i] = u.name
	}
	p := `[0-9]*\.?[0-9]+([eE][+-]?[0-9]+)?(` + strings.Join(names, "|") + `)`
	switch {
	case m.unlimited:
		return "^(" + p + "|0|unlimited)$"
	case m.zero:
		return "^(" + p + "|0)$"
	}
	return "^" + p + "$"
}

// schema allows a number, a range or a word.
func (q quantity) schema() *form {
	f := &form{AnyOf: []*form{q.number.schema(), q.ends().form()}, words: q.number.what + " such as " + q.number.example + ", or a range"}
	if len(q.scale) > 0 {
		f.words += ", or a word of the scale"
		f.AnyOf = append(f.AnyOf, enum(names(q.scale)))
	}
	return f
}

// nodeForm is a place in an attack tree.
func nodeForm() *form {
	gate := &form{Type: "object", Properties: map[string]*form{"title": described(titled.form, titled.doc)}, AdditionalProperties: false}
	for _, g := range gateKeys {
		gate.Properties[g.key] = described(gateForm(g.key), g.doc)
	}
	for _, required := range [][]string{{"any"}, {"all"}, {"sequence"}, {"at_least", "of"}} {
		gate.OneOf = append(gate.OneOf, &form{Required: required})
	}
	step := described(idForm(), "The id of a step.")
	return &form{AnyOf: []*form{step, gate}}
}

// gateForm is the value of one of a gate's keys.
func gateForm(key string) *form {
	if key == "at_least" {
		return positive.schema()
	}
	return &form{Type: "array", Items: &form{Ref: "#/$defs/node"}, MinItems: 1}
}
