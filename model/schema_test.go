package model_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/model/source"
)

func schema(t *testing.T) map[string]any {
	t.Helper()
	var root map[string]any
	if err := json.Unmarshal(model.Schema(), &root); err != nil {
		t.Fatal(err)
	}
	return root
}

// value is a node as an editor sees it: as YAML 1.2, where yes is a word, or as
// YAML 1.1, where it is a truth value.
func value(n *source.Node, oldYAML bool) any {
	switch n.Kind {
	case source.Mapping:
		object := map[string]any{}
		for i, key := range n.Keys {
			object[key.Text] = value(n.Items[i], oldYAML)
		}
		return object
	case source.Sequence:
		list := []any{}
		for _, item := range n.Items {
			list = append(list, value(item, oldYAML))
		}
		return list
	case source.Null:
		return nil
	}
	x, err := strconv.ParseFloat(n.Text, 64)
	switch text := n.Text; {
	case n.Quoted:
	case text == "true" || oldYAML && (text == "yes" || text == "on"):
		return true
	case text == "false" || oldYAML && (text == "no" || text == "off"):
		return false
	case err == nil && !strings.ContainsAny(text, "xXpPiInN_"):
		return x
	}
	return n.Text
}

// walker checks a value against the part of JSON Schema that Schema uses, and
// remembers which properties it met.
type walker struct {
	defs map[string]any
	met  map[string]bool
}

// known are the keywords that the walker understands: another one is an error
// of the test, not a pass.
var known = []string{
	"$schema", "$defs", "$ref", "title", "description", "type", "enum", "pattern", "format", "minLength", "minimum", "exclusiveMinimum",
	"maximum", "items", "minItems", "uniqueItems", "properties", "propertyNames", "additionalProperties", "required", "anyOf", "oneOf",
}

// fault says where a value does not fit, or "".
func (w *walker) fault(s map[string]any, v any, at string) string {
	for keyword := range s {
		if !slices.Contains(known, keyword) {
			return "keyword " + keyword
		}
	}
	if ref, ok := s["$ref"].(string); ok {
		return w.fault(w.defs[strings.TrimPrefix(ref, "#/$defs/")].(map[string]any), v, ref)
	}
	if enum, ok := s["enum"].([]any); ok && !slices.Contains(enum, v) {
		return fmt.Sprintf("%s: %v is none of %v", at, v, enum)
	}
	if !typed(s["type"], v) {
		return fmt.Sprintf("%s: %v is not %v", at, v, s["type"])
	}
	for _, check := range []func(map[string]any, any, string) string{w.choice, w.text, w.number, w.array, w.object} {
		if fault := check(s, v, at); fault != "" {
			return fault
		}
	}
	return ""
}

func typed(want, v any) bool {
	if list, ok := want.([]any); ok {
		return slices.ContainsFunc(list, func(one any) bool { return typed(one, v) })
	}
	switch want {
	case nil:
		return true
	case "integer":
		x, ok := v.(float64)
		return ok && x == math.Trunc(x)
	}
	got := map[bool]string{true: fmt.Sprintf("%T", v)}[true]
	return map[string]string{"string": "string", "float64": "number", "bool": "boolean", "map[string]interface {}": "object", "[]interface {}": "array"}[got] == want
}

func (w *walker) choice(s map[string]any, v any, at string) string {
	for keyword, fits := range map[string]func(int) bool{"anyOf": func(n int) bool { return n > 0 }, "oneOf": func(n int) bool { return n == 1 }} {
		list, ok := s[keyword].([]any)
		if !ok {
			continue
		}
		n, faults := 0, ""
		for _, one := range list {
			if fault := w.fault(one.(map[string]any), v, at); fault == "" {
				n++
			} else {
				faults += "\n  " + fault
			}
		}
		if !fits(n) {
			return fmt.Sprintf("%s: %v fits %d of %s%s", at, v, n, keyword, faults)
		}
	}
	return ""
}

func (w *walker) text(s map[string]any, v any, at string) string {
	text, ok := v.(string)
	if !ok {
		return ""
	}
	if pattern, ok := s["pattern"].(string); ok && !regexp.MustCompile(pattern).MatchString(text) {
		return fmt.Sprintf("%s: %q does not match %s", at, text, pattern)
	}
	if least, ok := s["minLength"].(float64); ok && len([]rune(text)) < int(least) {
		return fmt.Sprintf("%s: %q is too short", at, text)
	}
	return ""
}

func (w *walker) number(s map[string]any, v any, at string) string {
	x, ok := v.(float64)
	if !ok {
		return ""
	}
	for keyword, fits := range map[string]func(float64) bool{
		"minimum":          func(end float64) bool { return x >= end },
		"exclusiveMinimum": func(end float64) bool { return x > end },
		"maximum":          func(end float64) bool { return x <= end },
	} {
		if end, ok := s[keyword].(float64); ok && !fits(end) {
			return fmt.Sprintf("%s: %v violates %s %v", at, x, keyword, end)
		}
	}
	return ""
}

func (w *walker) array(s map[string]any, v any, at string) string {
	list, ok := v.([]any)
	if !ok {
		return ""
	}
	if least, ok := s["minItems"].(float64); ok && len(list) < int(least) {
		return at + ": too few items"
	}
	for i, item := range list {
		if s["uniqueItems"] == true && slices.ContainsFunc(list[:i], func(other any) bool { return fmt.Sprint(other) == fmt.Sprint(item) }) {
			return fmt.Sprintf("%s: %v twice", at, item)
		}
		if items, ok := s["items"].(map[string]any); ok {
			if fault := w.fault(items, item, at+"[]"); fault != "" {
				return fault
			}
		}
	}
	return ""
}

func (w *walker) object(s map[string]any, v any, at string) string {
	object, ok := v.(map[string]any)
	if !ok {
		return ""
	}
	required, _ := s["required"].([]any)
	for _, key := range required {
		if _, ok := object[key.(string)]; !ok {
			return fmt.Sprintf("%s: lacks %s", at, key)
		}
	}
	properties, _ := s["properties"].(map[string]any)
	for key, item := range object {
		if fault := w.property(s, properties, key, item, at); fault != "" {
			return fault
		}
	}
	return ""
}

func (w *walker) property(s, properties map[string]any, key string, item any, at string) string {
	if names, ok := s["propertyNames"].(map[string]any); ok {
		if fault := w.fault(names, key, at+" "+key); fault != "" {
			return fault
		}
	}
	if p, ok := properties[key].(map[string]any); ok {
		fault := w.fault(p, item, at+"."+key)
		if fault == "" {
			w.met[at+"."+key] = true
		}
		return fault
	}
	switch other := s["additionalProperties"].(type) {
	case map[string]any:
		return w.fault(other, item, at+".*")
	case bool:
		if !other {
			return fmt.Sprintf("%s: unknown key %s", at, key)
		}
	}
	return ""
}

func newWalker(t *testing.T) (w *walker, root map[string]any) {
	root = schema(t)
	return &walker{defs: root["$defs"].(map[string]any), met: map[string]bool{}}, root
}

func read(t *testing.T, path string) *source.Node {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	root, problems := source.Read(path, data)
	if problems != nil {
		t.Fatal(problems)
	}
	return root
}

func TestModelsFitTheSchema(t *testing.T) {
	w, root := newWalker(t)
	for _, path := range append(examples(t), "starter.yaml", "testdata/full.yaml") {
		for _, oldYAML := range []bool{false, true} {
			if fault := w.fault(root, value(read(t, path), oldYAML), ""); fault != "" {
				t.Errorf("%s (YAML 1.1: %v): %s", path, oldYAML, fault)
			}
		}
	}
}

// TestEveryKeyOfTheSchemaIsRead: full.yaml holds every property there is, and it loads.
func TestEveryKeyOfTheSchemaIsRead(t *testing.T) {
	full(t)
	w, root := newWalker(t)
	if fault := w.fault(root, value(read(t, "testdata/full.yaml"), false), ""); fault != "" {
		t.Fatal(fault)
	}
	n := 0
	each(root, "", func(at string, s map[string]any) {
		properties, _ := s["properties"].(map[string]any)
		for key, p := range properties {
			n++
			if !w.covers(at, key) {
				t.Errorf("testdata/full.yaml has no %s.%s", at, key)
			}
			if p.(map[string]any)["description"] == nil {
				t.Errorf("%s.%s is not described", at, key)
			}
		}
		if s["type"] == "object" && s["additionalProperties"] == nil && len(properties) > 0 {
			t.Errorf("%s is open", at)
		}
	})
	if n < 250 {
		t.Errorf("found only %d properties", n)
	}
}

// repeated are keys that stand in many places and mean the same in each.
var repeated = []string{"title", "description", "tags", "references", "low", "likely", "high", "confidentiality", "integrity", "availability"}

// covers tells whether a property was met, there or where the same table describes it.
func (w *walker) covers(at, key string) bool {
	met := func(path string) bool { return w.met[path] }
	return met(at+"."+key) || met(strings.Replace(at, ".device_classes.", ".components.", 1)+"."+key) || slices.Contains(repeated, key)
}

// TestTheDictionaryIsInTheSchema holds the schema against the language's own list of fields.
func TestTheDictionaryIsInTheSchema(t *testing.T) {
	data, err := os.ReadFile("../../shared/language.md")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skip("no dictionary beside the repository: ", err)
	}
	_, dictionary, _ := strings.Cut(string(data), "## Field dictionary")
	dictionary, _, _ = strings.Cut(dictionary, "## The 73 rules")
	keys := map[string]bool{}
	each(schema(t), "", func(_ string, s map[string]any) {
		properties, _ := s["properties"].(map[string]any)
		for key := range properties {
			keys[key] = true
		}
	})
	words := 0
	for _, word := range regexp.MustCompile("`[a-z_]{2,}`").FindAllString(dictionary, -1) {
		words++
		if word = strings.Trim(word, "`"); !keys[word] && !slices.Contains([]string{"internet", "unlimited", "https", "mqtts", "wss"}, word) {
			t.Errorf("the schema has no key %q", word)
		}
	}
	if words < 150 {
		t.Errorf("found only %d words in the dictionary", words)
	}
}

// each visits every schema within a schema.
func each(s map[string]any, at string, visit func(string, map[string]any)) {
	visit(at, s)
	inner := func(v any, at string) {
		if m, ok := v.(map[string]any); ok {
			each(m, at, visit)
		}
	}
	properties, _ := s["properties"].(map[string]any)
	for key, p := range properties {
		inner(p, at+"."+key)
	}
	inner(s["additionalProperties"], at+".*")
	inner(s["items"], at+"[]")
	for _, keyword := range []string{"anyOf", "oneOf"} {
		list, _ := s[keyword].([]any)
		for _, one := range list {
			inner(one, at)
		}
	}
	if defs, ok := s["$defs"].(map[string]any); ok {
		for name, d := range defs {
			inner(d, "#/$defs/"+name)
		}
	}
}

// TestSchemaRefusesWhatDecodingRefuses on files whose faults a schema can see.
func TestSchemaRefusesWhatDecodingRefuses(t *testing.T) {
	w, root := newWalker(t)
	for _, text := range []string{
		"stormtree: 2", "stormtree: 1\ncomponent: {}", "stormtree: 1\ncomponents: {a b: {}}", "stormtree: 1\ncomponents: {a: {kind: egde}}",
		"stormtree: 1\ncomponents: {a: {typ: x}}", "stormtree: 1\ncomponents: {a: {replicas: 1.5}}", "stormtree: 1\nflows: {f: {from: a}}",
		"stormtree: 1\nflows: {f: {from: a, to: b, tls: 1.4}}", "stormtree: 1\nflows: {f: {from: a, to: b, port: 70000}}",
		"stormtree: 1\nsteps: {s: {probability: 1.2}}", "stormtree: 1\nsteps: {s: {probability: mostly}}", "stormtree: 1\nsteps: {s: {cost: -5}}",
		"stormtree: 1\nsteps: {s: {time: 5}}", "stormtree: 1\nsteps: {s: {any: []}}", "stormtree: 1\nattackers: {a: {attempts: 0.1}}",
		"stormtree: 1\nthreats: {t: {attack: {any: [a], all: [b]}}}", "stormtree: 1\nthreats: {t: {attack: {or: [a]}}}",
		"stormtree: 1\nthreats: {t: {attack: {at_least: 2}}}", "stormtree: 1\nassets: {a: {loss: {low: 5k}}}", "stormtree: 1\nassets: {a: {holds: person}}",
		"stormtree: 1\nwaivers: [{rule: A-1, at: b, reason: too short, owner: c, created: 2026-01-01, expires: 2026-01-02}]",
		"stormtree: 1\nrules: {pack: all}", "stormtree: 1\nscale: {unit: 0}", "stormtree: 1\nmitigations: {m: {cost: 5k}}",
		"stormtree: 1\nmitigations: {m: {stops: {s: 90}}}",
	} {
		root1, problems := source.Read("m.yaml", []byte(text))
		if problems != nil {
			t.Fatal(problems)
		}
		if w.fault(root, value(root1, false), "") == "" {
			t.Errorf("the schema accepts %q", text)
		}
		if m, _ := model.Decode("m.yaml", root1); m != nil {
			t.Errorf("decoding accepts %q", text)
		}
	}
}

func TestSchemaIsTheSameEachTime(t *testing.T) {
	if !bytes.Equal(model.Schema(), model.Schema()) {
		t.Error("two schemas differ")
	}
}
