package risk_test

import (
	"testing"

	"github.com/stormtree-dev/stormtree/risk"
)

func TestNumbersRead(t *testing.T) {
	check := func(got, want string) {
		t.Helper()
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	check(risk.Percent(0), "0%")
	check(risk.Percent(1), "100%")
	check(risk.Percent(0.999), ">99%")
	check(risk.Percent(0.849), "85%")
	check(risk.Percent(0.075), "7.5%")
	check(risk.Percent(0.0995), "10%")
	check(risk.Percent(0.0148), "1.5%")
	check(risk.Percent(0.00024), "0.024%")
	check(risk.Percent(1e-7), "<0.001%")
	check(risk.Often(1.89, 365), "about 1.9 times a year")
	check(risk.Often(2.02, 365), "about twice a year")
	check(risk.Often(1, 365), "about once a year")
	check(risk.Often(0.075, 365), "about once in 13 years")
	check(risk.Often(0.075, 730), "about once in 27 years")
	check(risk.Often(1e-6, 365), "less than once in 1000 years")
	check(risk.Often(0, 365), "never")
}
