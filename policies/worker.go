package policies

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/open-policy-agent/opa/v1/rego"

	"github.com/stormtree-dev/stormtree/policies/internal/confine"
)

// Worker says how to start a process that calls [Serve].
type Worker struct {
	Program string   // an absolute path
	Args    []string // its name, then its arguments

	patience time.Duration // instead of workerPatience
}

// ErrWorker says that the process which evaluates rules that nobody vouches for
// has failed as a whole: it died, went silent, or answered nonsense.
var ErrWorker = errors.New("the worker of your rules failed")

// workerPatience is for how much longer than its own limits a worker may be silent.
const workerPatience = 10 * time.Second

// presentTimeout is how long a worker may take over reading a model.
const presentTimeout = time.Minute

// worker is a running process; its methods may be called at the same time.
type worker struct {
	cmd      *exec.Cmd
	in       io.WriteCloser
	out      io.ReadCloser
	faults   head
	patience time.Duration

	mu       sync.Mutex
	question *question // that it was told last
	lost     error     // why it can no longer be asked
}

// hire starts a worker for rules and has them compiled; without rules nobody is hired.
func hire(ctx context.Context, how *Worker, files []userFile) (*Pack, error) {
	p := &Pack{}
	if len(files) == 0 {
		return p, nil
	}
	w, err := how.start()
	if err != nil {
		return nil, err
	}
	p.worker = w
	a, err := w.call(ctx, CompileTimeout, request{Load: files})
	if err == nil {
		p.rules, err = w.accept(a.Rules, files)
	}
	if err != nil {
		w.close()
		return nil, err
	}
	return p, nil
}

// test has the tests among files run.
func (how *Worker) test(ctx context.Context, files []userFile) (*TestReport, error) {
	w, err := how.start()
	if err != nil {
		return nil, err
	}
	defer w.close()
	a, err := w.call(ctx, CompileTimeout+TestsTimeout, request{Test: files})
	if err == nil && a.Report == nil {
		err = fmt.Errorf("%w: it answers what is no answer", ErrWorker)
	}
	return a.Report, err
}

func (how *Worker) start() (*worker, error) {
	w := &worker{cmd: exec.Command(how.Program), patience: how.patience}
	if w.patience == 0 {
		w.patience = workerPatience
	}
	w.cmd.Args = how.Args
	w.cmd.Stderr = &w.faults
	confine.Command(w.cmd)
	var err error
	if w.in, err = w.cmd.StdinPipe(); err == nil {
		w.out, err = w.cmd.StdoutPipe()
	}
	if err == nil {
		err = w.cmd.Start()
	}
	if err != nil {
		return nil, fmt.Errorf("%w: it cannot be started: %w", ErrWorker, err)
	}
	return w, nil
}

// close ends the process and waits for it.
func (w *worker) close() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.lost == nil {
		w.lost = fmt.Errorf("%w: it was sent home", ErrWorker)
		confine.Kill(w.cmd)
		_ = w.cmd.Wait()
	}
}

// accept takes over the rules that a worker has compiled. It believes nothing: each
// file has its rule, as complete as METADATA must be.
func (w *worker) accept(rules []loaded, files []userFile) ([]*rule, error) {
	var ready []*rule
	wanted := len(slices.DeleteFunc(slices.Clone(files), func(f userFile) bool { return isTest(f.Name) }))
	if len(rules) != wanted {
		return nil, fmt.Errorf("%w: it answers with %d rules of %d", ErrWorker, len(rules), wanted)
	}
	for _, l := range rules {
		r, err := newRule(l.Rule)
		if err != nil || !credible(l, files) {
			return nil, fmt.Errorf("%w: it made up a rule", ErrWorker)
		}
		for _, name := range l.Fills {
			r.fills[name] = true
		}
		r.worker = w
		ready = append(ready, r)
	}
	return ready, nil
}

func credible(l loaded, files []userFile) bool {
	return l.Rule.users() && slices.Contains(l.Fills, verdicts[0]) && l.Rule.inPlace() &&
		!slices.ContainsFunc(l.Rule.check(), func(f fault) bool { return f.cause != nil }) &&
		slices.ContainsFunc(files, func(f userFile) bool { return f.Name == l.Rule.File && !isTest(f.Name) }) &&
		!slices.ContainsFunc(l.Fills, func(name string) bool { return !slices.Contains(verdicts, name) })
}

// present tells the worker which model the next questions are about. No worker
// need not be told.
func (w *worker) present(ctx context.Context, q *question) error {
	if w == nil {
		return nil
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.tell(ctx, q)
}

func (w *worker) tell(ctx context.Context, q *question) error {
	if w.question == q {
		return w.lost
	}
	if _, err := w.talk(ctx, presentTimeout, request{Model: q.model.bare()}); err != nil {
		return err
	}
	w.question = q
	return nil
}

// ask has a rule evaluated. Its answer has each set that the rule fills, if only empty.
func (w *worker) ask(ctx context.Context, q *question, r *rule, params map[string]any) (rego.Vars, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if err := w.tell(ctx, q); err != nil {
		return nil, err
	}
	a, err := w.talk(ctx, RuleTimeout, request{Ask: &inquiry{r.ID, params}})
	if err != nil {
		return nil, err
	}
	sets := rego.Vars{}
	for name := range r.fills {
		set, answered := a.Sets[name]
		if !answered || len(a.Sets) != len(r.fills) {
			return nil, fmt.Errorf("%w: it answers with other sets than the rule fills", ErrWorker)
		}
		sets[name] = set
	}
	return sets, nil
}

func (w *worker) call(ctx context.Context, limit time.Duration, q request) (answer, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.talk(ctx, limit, q)
}

// talk sends a request and waits for its answer, for as long as the worker may
// take and some more. Whatever goes wrong ends the worker; a complaint does not.
func (w *worker) talk(ctx context.Context, limit time.Duration, q request) (answer, error) {
	if w.lost != nil {
		return answer{}, w.lost
	}
	silent := fmt.Errorf("%w: it says nothing for %v", ErrWorker, limit+w.patience)
	ctx, cancel := context.WithTimeoutCause(ctx, limit+w.patience, silent)
	defer cancel()
	stop := context.AfterFunc(ctx, func() { confine.Kill(w.cmd) })
	a, err := w.exchange(q)
	if !stop() {
		err = context.Cause(ctx)
	}
	if err != nil {
		w.lost = w.bury(ctx, err)
		return answer{}, w.lost
	}
	if a.Fault != nil {
		return answer{}, a.Fault
	}
	return a, nil
}

// exchange reads even where nothing could be written: what the worker said, or
// that it is gone, tells more.
func (w *worker) exchange(q request) (answer, error) {
	var a answer
	sent := send(w.in, q)
	if err := receive(w.out, MaxAnswer, &a); err != nil {
		return a, err
	}
	return a, sent
}

// deathbed is how long a worker whose stream has ended may take to end itself, so
// that the system can say why.
const deathbed = time.Second

// bury ends a worker that something went wrong with, and says what.
func (w *worker) bury(ctx context.Context, cause error) error {
	if errors.Is(cause, errTooLong) || errors.Is(cause, errGarbage) || ctx.Err() != nil {
		confine.Kill(w.cmd)
	}
	late := time.AfterFunc(deathbed, func() { confine.Kill(w.cmd) })
	defer late.Stop()
	_ = w.cmd.Wait()
	switch {
	case ctx.Err() != nil:
		return context.Cause(ctx)
	case errors.Is(cause, errTooLong):
		return fmt.Errorf("%w: it answers more than %d MiB", ErrWorker, MaxAnswer>>20)
	case errors.Is(cause, errGarbage):
		return fmt.Errorf("%w: it answers what is no answer", ErrWorker)
	case w.faults.tell("out of memory", "failed to allocate", "cannot allocate memory", "address space"):
		return fmt.Errorf("%w: it ran out of memory", ErrWorker)
	case w.cmd.ProcessState.UserTime()+w.cmd.ProcessState.SystemTime() >= ProcessorTime:
		return fmt.Errorf("%w: it used more than %v of processor time", ErrWorker, ProcessorTime)
	}
	return fmt.Errorf("%w: it ended by itself (%v) %s", ErrWorker, w.cmd.ProcessState, w.faults.first())
}

// head is the beginning of what a process writes.
type head struct{ text bytes.Buffer }

// maxHead is how many bytes of it are kept.
const maxHead = 4 << 10

// Write keeps the beginning and takes everything.
func (h *head) Write(p []byte) (int, error) {
	h.text.Write(p[:min(len(p), maxHead-h.text.Len())])
	return len(p), nil
}

func (h *head) tell(words ...string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(h.text.String(), w) })
}

func (h *head) first() string {
	line, _, _ := strings.Cut(strings.TrimSpace(h.text.String()), "\n")
	return line
}
