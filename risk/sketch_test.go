package risk_test

import (
	"context"
	"testing"

	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/risk"
)

// The sketch's numbers were computed by enumerating every world, with the doors
// of all rules open that the sketch's facts leave open.
func TestTheSketch(t *testing.T) {
	m := load(t, shared(t, "sketches", "smart-home.yaml"))
	r, err := risk.Analyze(context.Background(), m, risk.Options{Rules: pack(t, m), Today: "2026-06-01"})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []struct {
		id              string
		frequency, loss float64
		likelihood      float64
	}{
		{id: "edge-flood/outsider", frequency: 1.89, likelihood: 0.849, loss: 145e3},
		{id: "data-isolation-failure/provider-admin", likelihood: 0.075, loss: 101e3},
		{id: "man-in-the-middle/outsider", likelihood: 0.139, loss: 81e3},
		{id: "device-impersonation/outsider", likelihood: 0.086, loss: 49e3},
		{id: "data-isolation-failure/client-insider", likelihood: 0.030, loss: 41e3},
		{id: "data-mining/provider-admin", likelihood: 0.044, loss: 39e3},
		{id: "data-isolation-failure/accident", likelihood: 0.029, loss: 38e3},
	} {
		x := row(t, r, want.id)
		within(t, want.id+" likelihood", x.Likelihood.Current, want.likelihood, 0.0005)
		within(t, want.id+" loss", x.ExpectedLoss.Current, want.loss, 500)
		if want.frequency > 0 {
			within(t, want.id+" frequency", x.Frequency.Current, want.frequency, 0.005)
		}
	}
	within(t, "rows", r.System.Rows.Current, 686e3, 500)
	within(t, "risks", float64(len(r.Risks)), 25, 0)
	isolation := total(t, r, "data-isolation-failure").Likelihood
	within(t, "data isolation failure", isolation.Current, 0.161, 0.0005)
	within(t, "data isolation failure, projected", isolation.Projected, 0.014, 0.0005)
}

func within(t *testing.T, what string, got, want, accuracy float64) {
	t.Helper()
	if got < want-accuracy || got > want+accuracy {
		t.Errorf("%s: %.6g, want %g ± %g", what, got, want, accuracy)
	}
}

func load(t testing.TB, path string) *model.Model {
	t.Helper()
	m, err := model.Load(path)
	if err != nil {
		t.Fatal(err)
	}
	return m
}
