package model

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
)

// Reference returns the language for people, as Markdown: every section and
// every field, from the same tables that Decode reads by.
func Reference() []byte {
	var b bytes.Buffer
	root := modelRecord.form()
	b.WriteString("# The language\n\n")
	b.WriteString("Written by `go test ./model -update` from the tables that the reader of models uses: do not edit.\n\n")
	b.WriteString("Two conventions hold everywhere. **Structure that is absent is none** (`inside`, `at`, `carries`, …); **a property that is absent is\n" +
		"unknown**, and what is unknown protects nobody. A list that is stated is complete. Ids are letters, digits, `-` and `_`, unique in the whole\n" +
		"model; `internet` and `accident` are taken. " + scaleText() + "\n\n")
	b.WriteString("A range stands for a number that you do not know well: `{low: 10k, high: 80k}` is the interval that holds it in 90 % of cases (lognormal),\n" +
		"`{low: 10k, likely: 20k, high: 80k}` are the lowest, likeliest and highest possible numbers (PERT).\n\n")
	b.WriteString("## The model\n\n")
	rows(&b, heads(root))
	b.WriteString("\n## Attack trees\n\nA place in a tree is the id of a step, or a mapping with a gate:\n\n")
	rows(&b, treeForm())
	for _, key := range root.order {
		if entity, ok := root.Properties[key].AdditionalProperties.(*form); ok && len(entity.order) > 0 {
			fmt.Fprintf(&b, "\n## %s\n\n%s\n\n", key, root.Properties[key].Description)
			rows(&b, entity)
		}
	}
	fmt.Fprintf(&b, "\n## waivers\n\n%s\n\n", root.Properties["waivers"].Description)
	rows(&b, root.Properties["waivers"].Items)
	return b.Bytes()
}

// heads are the keys of a model that are no sections.
func heads(root *form) *form {
	f := &form{Properties: root.Properties, Required: root.Required}
	for _, key := range root.order {
		if entity, ok := root.Properties[key].AdditionalProperties.(*form); !ok || len(entity.order) == 0 {
			f.order = append(f.order, key)
		}
	}
	return f
}

func treeForm() *form {
	gate := nodeForm().AnyOf[1]
	f := &form{Properties: gate.Properties, order: []string{"title"}}
	for _, g := range gateKeys {
		f.order = append(f.order, g.key)
	}
	return f
}

// rows is a table of an object's fields; those of objects inside it follow with a dotted key.
func rows(b *bytes.Buffer, f *form) {
	b.WriteString("| key | what you write | meaning |\n|---|---|---|\n")
	fieldRows(b, "", f)
}

func fieldRows(b *bytes.Buffer, prefix string, f *form) {
	for _, key := range f.order {
		field := f.Properties[key]
		must := ""
		if slices.Contains(f.Required, key) {
			must = " **(required)**"
		}
		fmt.Fprintf(b, "| `%s%s` | %s | %s%s |\n", prefix, key, field.written(), cell(field.Description), must)
		if len(field.order) > 0 {
			fieldRows(b, prefix+key+".", field)
		}
	}
}

func cell(text string) string { return strings.ReplaceAll(text, "|", `\|`) }

// written says what a person writes as such a value.
func (f *form) written() string {
	switch {
	case f.words != "":
		return f.words
	case len(f.Enum) > 0:
		return strings.Join(f.enumWords(), " · ")
	case f.Ref != "":
		return "a place in a tree"
	case f.Pattern != "":
		return "an id"
	case f.Items != nil:
		return "a list: " + f.Items.written()
	case len(f.AnyOf) > 0:
		return f.AnyOf[0].written() + alternatives(f.AnyOf[1:])
	case f.Type == "object":
		return "a mapping"
	}
	return "a text"
}

func alternatives(forms []*form) string {
	text := ""
	for _, f := range forms {
		text += ", or " + f.written()
	}
	return text
}

// enumWords are the words of an enumeration as people write them: yes and no
// stand for all truth values, a text for the number that it looks like.
func (f *form) enumWords() []string {
	var words []string
	for _, e := range f.Enum {
		if w, ok := e.(string); ok {
			words = append(words, w)
		}
	}
	return words
}
