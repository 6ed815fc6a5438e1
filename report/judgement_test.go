package report

import (
	"encoding/json"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/stormtree-dev/stormtree/risk"
)

// judgedBy are options with the answer of a gate, exit codes as the program's.
func judgedBy(g risk.Gate, r *risk.Register) Options {
	o := plainOptions
	o.Judged = &Judgement{Gate: g, Verdict: g.Judge(r)}
	switch v := o.Judged.Verdict; {
	case v.Empty:
		o.Judged.ExitCode = 3
	case !v.Passed:
		o.Judged.ExitCode = 1
	}
	return o
}

func TestEveryFormatCarriesTheGatesAnswer(t *testing.T) {
	r := home()
	want := map[string]any{
		"fail_on": "high", "unknown": "warn", "passed": false, "empty": false,
		"findings": []any{"EDG-04@edge", "EDG-04@queue"},
		"risks":    []any{"edge-flood/outsider", "isolation-failure/provider-admin"},
		"warnings": []any{"EDG-01@edge"},
		"waived":   []any{"INS-03@our-operator"},
	}
	var register struct{ Gate any }
	decode(t, in(t, "json", r, judgedBy(risk.Gate{}, r)), &register)
	if diff := cmp.Diff(any(want), register.Gate); diff != "" {
		t.Errorf("JSON (-want +got):\n%s", diff)
	}
	var log struct {
		Runs []struct {
			Invocations []struct{ ExitCode int }
			Properties  struct{ Gate any }
		}
	}
	decode(t, in(t, "sarif", r, judgedBy(risk.Gate{}, r)), &log)
	if diff := cmp.Diff(any(want), log.Runs[0].Properties.Gate); diff != "" || log.Runs[0].Invocations[0].ExitCode != 1 {
		t.Errorf("SARIF: %+v (-want +got):\n%s", log.Runs[0], diff)
	}
	first, _, _ := strings.Cut(string(in(t, "markdown", r, judgedBy(risk.Gate{}, r))), "\n")
	if !strings.HasPrefix(first, "**Check failed: 2 findings and 2 risks at or above high; ") {
		t.Errorf("Markdown begins with %q", first)
	}
}

func decode(t *testing.T, text []byte, into any) {
	t.Helper()
	if err := json.Unmarshal(text, into); err != nil {
		t.Fatal(err)
	}
}

func TestReportsWithoutAGateHaveNoAnswer(t *testing.T) {
	for _, format := range []string{"json", "sarif"} {
		if text := string(in(t, format, home(), plainOptions)); strings.Contains(text, `"gate"`) || strings.Contains(text, "exitCode") {
			t.Errorf("%s has a gate that nobody asked", format)
		}
	}
}

func TestTheGatesTextSaysWhatItRestsOn(t *testing.T) {
	tests := []struct {
		name   string
		gate   risk.Gate
		change func(*risk.Register)
		want   []string
	}{
		{"waivers", risk.Gate{}, func(r *risk.Register) {
			r.Waivers = append(r.Waivers,
				risk.Waiver{Rule: "A-1", At: "x", State: risk.WaiverExpiring, Expires: "2026-03-08"},
				risk.Waiver{Rule: "A-2", At: "x", State: risk.WaiverUnused},
				risk.Waiver{Rule: "A-3", At: "x", State: "future"})
		}, []string{
			"waiver KEY-04 device-ca: expired on 2026-02-01, so its finding counts again\n",
			"waiver A-1 x: ends on 2026-03-08\n", "waiver A-2 x: excuses nothing", "waiver A-3 x: is not in force yet\n",
		}},
		{"if tried", risk.Gate{FailOn: risk.AtOrAbove(risk.Low)}, nil, []string{"by Neighbour in the cloud: 1.2% if tried once, "}},
		{"facts and answers", risk.Gate{}, nil, []string{"2 facts not known, 1 of them for rules at or above high (1 answer)"}},
		{"facts below", risk.Gate{FailOn: risk.AtOrAbove(risk.Critical)}, nil, []string{"2 facts not known, none of them for rules at or above critical"}},
		{"ignored", risk.Gate{Unknown: risk.UnknownIgnore}, nil, []string{"2 facts not known (ignored)"}},
		{"unknown fails", risk.Gate{Unknown: risk.UnknownFail}, func(r *risk.Register) { r.Findings[3].Message = `Not stated: replicas of "edge"` }, []string{
			"check failed: 2 findings, 1 unknown answer and 2 risks at or above high", `EDG-01 edge: not known: replicas of "edge"`,
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := home()
			if test.change != nil {
				test.change(r)
			}
			text := string(written(t, func(w io.Writer) error { return Text(w, r, judgedBy(test.gate, r)) }))
			for _, want := range test.want {
				if !strings.Contains(text, want) {
					t.Errorf("lacks %q:\n%s", want, text)
				}
			}
		})
	}
}
