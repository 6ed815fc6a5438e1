package policies

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/open-policy-agent/opa/v1/ast"
)

// TestMain is also the worker that the tests start, and workers that fail in some way.
func TestMain(m *testing.M) {
	if way, ok := strings.CutPrefix(os.Args[0], "worker-"); ok {
		live, known := ways[way]
		if !known {
			os.Exit(9)
		}
		live()
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// ways are how a worker may be, by name.
var ways = map[string]func(){
	"good": func() {
		if err := Serve(context.Background(), os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(3)
		}
	},
	"dead":    func() { os.Exit(7) },
	"silent":  func() { _, _ = io.Copy(io.Discard, os.Stdin) },
	"chatty":  func() { fmt.Println("Hello. What a nice day to evaluate rules.") },
	"babbler": func() { _, _ = os.Stdout.Write([]byte("\x00\x00\x00\x05\"{[(<")) },
	"endless": func() {
		_, _ = os.Stdout.Write(binary.BigEndian.AppendUint32(nil, MaxAnswer+1))
		for {
			if _, err := os.Stdout.Write(make([]byte, 1<<20)); err != nil {
				return
			}
		}
	},
	"half":   func() { _, _ = os.Stdout.Write([]byte("\x00\x00\xff\xff{")) },
	"hungry": func() { fmt.Fprintln(os.Stderr, "fatal error: runtime: out of memory"); os.Exit(2) },
	"idle":   func() { answering(`{}`) },
	"liar": func() {
		answering(`{"rules":[{"rule":{"ID":"TEN-05","Package":"threats.tenancy.own","File":"own.rego"},"fills":["finding"]}]}`)
	},
	"forgetful": func() {
		confirmed := false
		_ = receiveAll(os.Stdin, func(q request) any {
			if !confirmed {
				confirmed = true
				s := &server{pack: &Pack{}}
				return s.answer(context.Background(), q)
			}
			return answer{}
		})
	},
}

func answering(text string) {
	var q request
	_ = receive(os.Stdin, 1<<30, &q)
	_, _ = os.Stdout.Write(binary.BigEndian.AppendUint32(nil, uint32(len(text))))
	_, _ = os.Stdout.WriteString(text)
	_, _ = io.Copy(io.Discard, os.Stdin)
}

func receiveAll(r io.Reader, reply func(request) any) error {
	for {
		var q request
		if err := receive(r, 1<<30, &q); err != nil {
			return err
		}
		if err := send(os.Stdout, reply(q)); err != nil {
			return err
		}
	}
}

// a worker of this test's own program.
func hired(t testing.TB, way string) *Worker {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return &Worker{Program: program, Args: []string{"worker-" + way}}
}

func loadHired(t testing.TB, way, dir string) *Pack {
	t.Helper()
	p, err := Load(t.Context(), Options{Dirs: []string{dir}, Worker: hired(t, way)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Close)
	return p
}

// richRule fills all sets, has parameters of all types and words of all kinds.
const richRule = `# METADATA
# title: A rich rule
# description: It says everything that a rule can say.
# custom:
#   id: OWN-02
#   severity: low
#   scope: flows
#   facts: [tls, receiver.tenancy]
#   params: {word: http, most: 1000000, share: 0.25, strict: true, words: [a, b]}
#   message: '{element} {args.n} {args.big} {args.list} {params.most} {params.share} {params.words} {receiver.tenancy} {related}'
#   remediation: Do without it.
#   rationale: It is a test.
package threats.user.rich

finding contains {"element": id, "related": [f.to, f.from], "args": {"n": count(f.carries) / 3, "big": 12345678901234567890, "list": [1.5, "<&>", true]}} if {
	some id, f in input.by_protocol[input.params.word]
}

pass contains id if {
	some id, f in input.flows
	f.protocol == "sql"
}

applicable contains id if {
	some id, f in input.flows
	f.purpose != "alert"
}

unknown contains {"element": id, "facts": ["tenant_from"]} if {
	some id, f in input.flows
	f.protocol == "ws"
}
`

func TestTheTierChangesNothing(t *testing.T) {
	dir := folder(t, map[string]string{"own.rego": own(findsWord), "deep/rich.rego": richRule})
	digest, err := Digest(dir)
	if err != nil {
		t.Fatal(err)
	}
	settings := map[string]Setting{"OWN-02": {Params: map[string]any{"most": 1e7, "words": []any{"c"}}}, "OWN-01": {Params: map[string]any{"word": "mqtt"}}}
	var catalogues [][]Rule
	var answers [][]Result
	for _, o := range []Options{
		{Dirs: []string{dir}},
		{Dirs: []string{dir}, Worker: hired(t, "good")},
		{Dirs: []string{dir}, Worker: hired(t, "dead"), Trust: []string{digest}},
	} {
		p, err := Load(t.Context(), o)
		if err != nil {
			t.Fatal(err)
		}
		defer p.Close()
		in := synthetic(60)
		in.Index()
		results, err := p.Evaluate(t.Context(), in, settings)
		if err != nil {
			t.Fatal(err)
		}
		catalogues, answers = append(catalogues, p.Rules()), append(answers, results)
	}
	said := map[Outcome]int{}
	for _, r := range answers[0] {
		if strings.HasPrefix(r.Rule, "OWN") {
			said[r.Outcome]++
		}
	}
	if said[Fail] == 0 || said[Unknown] == 0 || said[Pass] == 0 {
		t.Errorf("the rules say too little to compare: %v", said)
	}
	for i := range answers {
		if diff := cmp.Diff(answers[0], answers[i]); diff != "" {
			t.Errorf("way %d of 3: %s", i, diff)
		}
		if diff := cmp.Diff(catalogues[0], catalogues[i]); diff != "" {
			t.Errorf("way %d of 3: %s", i, diff)
		}
	}
}

// What arrives at a worker is, once indexed, what was sent.
func TestAModelSurvivesTheWay(t *testing.T) {
	for name, in := range map[string]*Input{
		"synthetic": synthetic(200),
		"odd": {
			Parties:    map[string]*Party{"p": {Subcontractors: []string{}, ExitPlan: new(false)}},
			Boundaries: map[string]*Boundary{"b": {Kind: "provider", Operator: "p", Region: "<&>\u2028"}, "c": {Inside: "b", Rivals: []string{}}},
			Components: map[string]*Component{"x": {Inside: "c", Checks: []string{"all"}, Count: new(0.0), Records: []string{}}},
			Flows:      map[string]*Flow{"f": {From: "x", To: "gone", NetworkAllows: []float64{}, Rate: new(1e300)}},
			Roles:      map[string]*Role{"r": {Party: "p", May: []string{}}},
		},
	} {
		in.Index()
		received := make(chan *Input)
		r, w := io.Pipe()
		go func() {
			var q request
			if err := receive(r, 1<<30, &q); err != nil {
				t.Error(err)
			}
			received <- q.Model
		}()
		if err := send(w, request{Model: in.bare()}); err != nil {
			t.Fatal(err)
		}
		out := <-received
		out.Index()
		a, b := newQuestion(in), newQuestion(out)
		for i := range a.input {
			if a.input[i][1].Value.Compare(b.input[i][1].Value) != 0 {
				t.Errorf("%s: %v differs", name, a.input[i][0])
			}
		}
		if len(a.input) == 0 || ast.NewObject(a.input...).Len() != ast.NewObject(b.input...).Len() {
			t.Errorf("%s: %d fields", name, len(b.input))
		}
	}
}

func TestAWorkerThatFails(t *testing.T) {
	dir := folder(t, map[string]string{"own.rego": own(findsWord)})
	for way, want := range map[string]string{
		"dead":    "ended by itself (exit status 7)",
		"unheard": "ended by itself (exit status 9)",
		"silent":  "says nothing for",
		"chatty":  "answers more than 64 MiB",
		"endless": "answers more than 64 MiB",
		"babbler": "answers what is no answer",
		"half":    "ended by itself",
		"hungry":  "ran out of memory",
		"idle":    "answers with 0 rules of 1",
		"liar":    "made up a rule",
	} {
		t.Run(way, func(t *testing.T) {
			w := hired(t, way)
			if way == "silent" {
				w.patience = time.Millisecond - CompileTimeout
			}
			_, err := Load(t.Context(), Options{Dirs: []string{dir}, Worker: w})
			if !errors.Is(err, ErrWorker) || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "\n") {
				t.Errorf("got %v, want %q", err, want)
			}
		})
	}
	_, err := Load(t.Context(), Options{Dirs: []string{dir}, Worker: &Worker{Program: filepath.Join(dir, "absent")}})
	if !errors.Is(err, ErrWorker) || !strings.Contains(err.Error(), "cannot be started") {
		t.Errorf("absent: %v", err)
	}
}

// A worker that says nothing about a rule has not found nothing.
func TestAWorkerThatForgets(t *testing.T) {
	p := loadHired(t, "forgetful", folder(t, map[string]string{"own.rego": own(findsWord)}))
	in := synthetic(20)
	in.Index()
	if _, err := p.Evaluate(t.Context(), in, nil); !errors.Is(err, ErrWorker) || !strings.Contains(err.Error(), "own.rego:5: rule OWN-01: ") {
		t.Errorf("%v", err)
	}
}

func TestAWorkerEndsWithItsPack(t *testing.T) {
	p := loadHired(t, "good", folder(t, map[string]string{"own.rego": own(findsWord)}))
	p.Close()
	p.Close()
	if p.worker.cmd.ProcessState == nil {
		t.Error("nobody waited for it")
	}
	in := synthetic(20)
	in.Index()
	if _, err := p.Evaluate(t.Context(), in, nil); !errors.Is(err, ErrWorker) {
		t.Errorf("%v", err)
	}
}

func TestAWorkerEndsWithItsParent(t *testing.T) {
	r, w := io.Pipe()
	ended := make(chan error)
	go func() { ended <- serve(context.Background(), r, io.Discard) }()
	if err := send(w, request{Load: []userFile{{"own.rego", own(findsWord)}}}); err != nil {
		t.Fatal(err)
	}
	w.Close()
	if err := <-ended; err != nil {
		t.Errorf("%v", err)
	}
}

func TestAnInterruptEndsTheWorker(t *testing.T) {
	dir := folder(t, map[string]string{"own.rego": own(findsWord)})
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(50*time.Millisecond, cancel)
	_, err := Load(ctx, Options{Dirs: []string{dir}, Worker: hired(t, "silent")})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

// What a worker says of a limit is the same error as here.
func TestLimitsSurviveTheWay(t *testing.T) {
	for _, limit := range []error{ErrMemory, slow(time.Second)} {
		sent := newComplaint(fmt.Errorf("own.rego:1: %w", limit))
		got := answer{Fault: sent}
		if err := error(got.Fault); err.Error() != "own.rego:1: "+limit.Error() || !errors.Is(err, ErrMemory) && !errors.Is(err, ErrTime) {
			t.Errorf("%v", err)
		}
	}
	if c := newComplaint(errors.New(strings.Repeat("x", 1<<20))); len(c.Text) > maxFault+10 || errors.Unwrap(c) != nil {
		t.Errorf("%d bytes, %v", len(c.Text), errors.Unwrap(c))
	}
}

func TestRunTestsInAWorker(t *testing.T) {
	files := map[string]string{"own.rego": own(findsWord + "\nnever if 1 == 2\n"), "own_test.rego": `package threats.user.own_test

import data.threats.user.own

test_passes if count(own.finding) == 1 with input as indexed({"flows": {"f": {"protocol": "telnet"}}, "params": {"word": "telnet"}})

test_fails if 1 == 2
`}
	dir := folder(t, files)
	here, err := RunTests(t.Context(), Options{Dirs: []string{dir}})
	if err != nil {
		t.Fatal(err)
	}
	there, err := RunTests(t.Context(), Options{Dirs: []string{dir}, Worker: hired(t, "good")})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(here, there); diff != "" {
		t.Error(diff)
	}
	if len(here.Tests) != 2 || len(here.Coverage) != 1 || !slices.Equal(here.Coverage[0].Missed, []int{20}) {
		t.Errorf("%+v", here)
	}
}
