package risk

import (
	"math"
	"strconv"
	"strings"

	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/model/source"
	"github.com/stormtree-dev/stormtree/policies"
)

// settings are the model's words about rules as policies takes them. A value
// that Bind would refuse is left at the rule's default.
func settings(m *model.Model, catalogue map[string]policies.Rule, f findings) map[string]policies.Setting {
	list := map[string]policies.Setting{}
	for _, s := range m.Rules.Settings {
		id := f.id(s.Rule.ID)
		setting := policies.Setting{Off: s.Off, Params: map[string]any{}}
		for _, p := range s.Params {
			example, known := catalogue[id].Params[p.Name]
			if v, want := param(p.Value, example); known && want == "" {
				setting.Params[p.Name] = v
			}
		}
		list[id] = setting
	}
	return list
}

// param reads a parameter as the type of the rule's own default. It returns
// what the value must be when it is something else.
func param(n *source.Node, example any) (v any, want string) {
	switch example := example.(type) {
	case []any:
		return paramList(n, example)
	case bool:
		return map[string]any{"true": true, "yes": true, "false": false, "no": false}[n.Text], needs(isFlag(n), "true or false")
	case string:
		return n.Text, needs(n.Kind == source.Scalar, "a word")
	}
	x, ok := magnitude(n)
	return x, needs(ok, "a number, perhaps with a unit such as 30d, 1/s, 16KiB or 95%")
}

func needs(ok bool, want string) string {
	if ok {
		return ""
	}
	return want
}

func isFlag(n *source.Node) bool {
	return n.Kind == source.Scalar && (n.Text == "true" || n.Text == "false" || n.Text == "yes" || n.Text == "no")
}

// paramList reads a list whose items are like the first item of the default.
func paramList(n *source.Node, example []any) (v any, want string) {
	if n.Kind != source.Sequence {
		return nil, "a list"
	}
	like := any("")
	if len(example) > 0 {
		like = example[0]
	}
	list := make([]any, len(n.Items))
	for i, item := range n.Items {
		if list[i], want = param(item, like); want != "" {
			return nil, "a list, each item " + want
		}
	}
	return list, ""
}

// units are what a number may be measured in, the longest ending first. They
// turn durations into days, rates into events per year, sizes into bytes.
var units = []struct {
	ending string
	factor float64
}{
	{"KiB", 1 << 10},
	{"MiB", 1 << 20},
	{"GiB", 1 << 30},
	{"/s", model.DaysPerYear * 24 * 3600},
	{"/min", model.DaysPerYear * 24 * 60},
	{"/h", model.DaysPerYear * 24},
	{"/d", model.DaysPerYear},
	{"/y", 1},
	{"min", 1.0 / 24 / 60},
	{"s", 1.0 / 24 / 3600},
	{"h", 1.0 / 24},
	{"d", 1},
	{"w", 7},
	{"y", model.DaysPerYear},
	{"%", 0.01},
	{"k", 1e3},
	{"M", 1e6},
	{"G", 1e9},
}

// magnitude reads a number with or without a unit.
func magnitude(n *source.Node) (float64, bool) {
	if n.Kind != source.Scalar {
		return 0, false
	}
	if n.Text == "unlimited" {
		return policies.Unlimited, true
	}
	text, factor := n.Text, 1.0
	for _, u := range units {
		if number, ok := strings.CutSuffix(text, u.ending); ok {
			text, factor = number, u.factor
			break
		}
	}
	x, err := strconv.ParseFloat(text, 64)
	return x * factor, err == nil && !math.IsInf(x, 0) && !math.IsNaN(x)
}
