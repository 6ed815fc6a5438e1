package topic

import (
	"slices"
	"testing"
)

func TestBind(t *testing.T) {
	for _, c := range []struct {
		template string
		values   map[string]string
		want     string // "": an error
	}{
		{"devices/{device}/events", map[string]string{"device": "d1"}, "devices/d1/events"},
		{"devices/{device}/events", nil, "devices/+/events"},
		{"devices/dev-{device}", map[string]string{"device": "d1"}, "devices/dev-d1"},
		{"devices/dev-{device}", nil, "devices/+"},
		{"{tenant}/{device}/#", map[string]string{"tenant": "a"}, "a/+/#"},
		{"{tenant}-{device}", map[string]string{"tenant": "a"}, "+"},
		{"devices/{device}/events", map[string]string{"device": "+"}, ""},
		{"devices/{device}/events", map[string]string{"device": "d1/../d2"}, ""},
		{"devices/{device}/events", map[string]string{"device": "#"}, ""},
		{"devices/{device}/events", map[string]string{"device": ""}, ""},
		{"devices/{device}/events", map[string]string{"device": "\x00"}, ""},
		{"devices/{device}", map[string]string{"device": "{class}"}, "devices/{class}"},
	} {
		template, err := ParseTemplate(c.template)
		if err != nil {
			t.Fatal(err)
		}
		f, err := template.Bind(c.values)
		if got := f.String(); got != c.want || (err == nil) != (c.want != "") {
			t.Errorf("%q with %v: %q, %v; want %q", c.template, c.values, got, err, c.want)
		}
	}
}

func TestParseTemplate(t *testing.T) {
	for s, valid := range map[string]bool{
		"a/{device}/+": true, "{a}{b}": true, "plain": true,
		"": false, "a/{": false, "a/{}/b": false, "a/{A}": false, "{device}/#/x": false, "x+{device}": false,
	} {
		if _, err := ParseTemplate(s); (err == nil) != valid {
			t.Errorf("ParseTemplate(%q): %v, want valid %v", s, err, valid)
		}
	}
	template, _ := ParseTemplate("{tenant}/x/{device}")
	if got := template.Names(); !slices.Equal(got, []string{"tenant", "device"}) {
		t.Errorf("names: %v", got)
	}
}
