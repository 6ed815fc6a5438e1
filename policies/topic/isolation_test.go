package topic

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func templates(t *testing.T, texts ...string) []Template {
	t.Helper()
	var list []Template
	for _, text := range texts {
		parsed, err := ParseTemplate(text)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, parsed)
	}
	return list
}

// one is the only crossing of two templates of classes "cam" and "lamp", or nil.
func one(t *testing.T, may, owned string) *Crossing {
	t.Helper()
	found := Crossings([]Grants{{Class: "cam", Publish: templates(t, may)}, {Class: "lamp", Subscribe: templates(t, owned)}})
	for i := range found {
		if found[i].By.Class == "cam" && found[i].Of.Class == "lamp" {
			return &found[i]
		}
	}
	return nil
}

func TestDevicesStayOrCross(t *testing.T) {
	for _, c := range []struct {
		may, owned string
		want       string // of the crossing: tenants, devices, only, undecided; "" is none
	}{
		{"devices/{device}/events", "devices/{device}/events", ""},
		{"devices/{device}/#", "devices/{device}/commands", ""},
		{"devices/{device}/#", "devices/{device}/#", ""},
		{"devices/+/events", "devices/{device}/events", "tenants"},
		{"#", "devices/{device}/events", "tenants"},
		{"+/{device}/events", "devices/{device}/events", ""},
		{"{tenant}/+/events", "{tenant}/{device}/events", "devices"},
		{"{tenant}/#", "{tenant}/{device}/events", "devices"},
		{"{tenant}/{device}/events", "{tenant}/{device}/events", ""},
		{"+/{device}/events", "{tenant}/{device}/events", ""},
		{"{tenant}/status", "{tenant}/status", ""},
		{"+/status", "{tenant}/status", "tenants"},
		{"devices/all/events", "devices/{device}/events", "only"},
		{"devices/{device}/events", "devices/{tenant}/events", "only"}, // a tenant named like a device
		{"dev-{device}/events", "dev-{device}/events", ""},
		{"dev-{device}/events", "{device}/events", "only"}, // a device named dev-p
		{"{device}-a/events", "b-{device}/events", "only"},
		{"{tenant}{device}/events", "{tenant}{device}/events", "undecided"},
		{"{class}/{device}", "{class}/{device}", ""},
		{"{class}/+", "{class}/{device}", ""}, // another class
		{"lamp/+", "{class}/{device}", "tenants"},
		{"devices/{other}/events", "devices/{device}/events", "tenants"},
		{"announcements/#", "announcements/#", ""}, // nobody's own
		{"devices/{device}/events", "devices/{device}/commands", ""},
		{"$SYS/{device}", "+/{device}", ""},
		{"+/x", "$SYS/{device}", ""},
		{"/#", "{device}", ""},
		{"/#", "/{device}", "tenants"},
		{"a/#", "{device}", "only"},
	} {
		got := ""
		if x := one(t, c.may, c.owned); x != nil {
			switch {
			case x.Undecided:
				got = "undecided"
			case x.Only:
				got = "only"
			case x.AcrossTenants:
				got = "tenants"
			default:
				got = "devices"
			}
			if got != "undecided" {
				check(t, *x)
			}
		}
		if got != c.want {
			t.Errorf("%s and %s: %q, want %q", c.may, c.owned, got, c.want)
		}
	}
}

// check holds a counterexample against what templates match.
func check(t *testing.T, x Crossing) {
	t.Helper()
	for _, side := range []struct {
		template Template
		who      Who
	}{{x.Template, x.By}, {x.Owned, x.Of}} {
		f, err := side.template.Bind(map[string]string{"device": side.who.Device, "tenant": side.who.Tenant, "class": side.who.Class})
		if err != nil || !f.Matches(x.Topic) {
			t.Errorf("%+v: %s does not match (%v)", x, f, err)
		}
	}
	if x.By.Device == x.Of.Device || x.AcrossTenants && x.By.Tenant == x.Of.Tenant {
		t.Errorf("%+v: the same device or tenant", x)
	}
}

// For random templates the decision agrees with trying all short ids.
func TestCrossingsAgreeWithBruteForce(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	levels := []string{"a", "b", "ab", "+", "{device}", "{tenant}", "{x}", "a{device}", "{device}b", "b{tenant}", "{tenant}ab", "{class}", "{tenant}-{device}", "a{device}b"}
	draw := func() Template {
		var words []string
		for range 1 + random.IntN(3) {
			words = append(words, levels[random.IntN(len(levels))])
		}
		if random.IntN(4) == 0 {
			words = append(words, "#")
		}
		return templates(t, strings.Join(words, "/"))[0]
	}
	ids := []string{"a", "b", "aa", "ab", "ba", "bb", "aab", "abb", "bab"}
	found, hidden, open := 0, 0, 0
	for range 3000 {
		may, owned := draw(), draw()
		names := owned.Names()
		if !slices.Contains(names, "device") && !slices.Contains(names, "tenant") {
			continue
		}
		x := one(t, may.String(), owned.String())
		brute := bruteForce(may, owned, ids)
		switch {
		case x == nil && brute:
			t.Fatalf("%s and %s: a crossing is missed", may, owned)
		case x != nil && x.Undecided:
			open++
		case x != nil:
			check(t, *x)
			found++
		default:
			hidden++
		}
	}
	if found < 300 || hidden < 300 || open > 600 {
		t.Errorf("%d found, %d refuted, %d undecided", found, hidden, open)
	}
}

func bruteForce(may, owned Template, ids []string) bool {
	bind := func(t Template, device, tenant, class string) Filter {
		f, err := t.Bind(map[string]string{"device": device, "tenant": tenant, "class": class})
		if err != nil {
			panic(err)
		}
		return f
	}
	device := slices.Contains(owned.Names(), "device")
	for _, d1 := range ids {
		for _, t1 := range ids[:4] {
			by := bind(may, d1, t1, "cam")
			for _, d2 := range ids {
				for _, t2 := range ids[:4] {
					if d1 != d2 && (device || t1 != t2) && by.Intersects(bind(owned, d2, t2, "lamp")) {
						return true
					}
				}
			}
		}
	}
	return false
}

func BenchmarkCrossings(b *testing.B) {
	var all []Grants
	for i := range 50 {
		class := "class-" + string(rune('a'+i%26)) + string(rune('a'+i/26))
		t, _ := ParseTemplate("devices/" + class + "/{device}/events")
		u, _ := ParseTemplate("{tenant}/" + class + "/{device}/#")
		v, _ := ParseTemplate("devices/{class}/{device}/commands")
		w, _ := ParseTemplate("{tenant}/all/" + class)
		all = append(all, Grants{Class: class, Publish: []Template{t, u}, Subscribe: []Template{v, w}})
	}
	for b.Loop() {
		Crossings(all)
	}
}
