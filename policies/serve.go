package policies

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"time"

	"github.com/stormtree-dev/stormtree/policies/internal/confine"
)

// ProcessorTime is how much of it a worker may use in all: the time limits of a
// run, on two processors, and some more.
const ProcessorTime = 3 * time.Minute

// Serve is the whole life of a worker: it confines this process for good, then
// compiles, tests and evaluates rules as its parent asks until r ends. A program
// that starts a [Worker] calls it with its standard streams and nothing before it.
func Serve(ctx context.Context, r io.Reader, w io.Writer) error {
	if err := confine.Self(ProcessorTime); err != nil {
		return fmt.Errorf("confine the worker: %w", err)
	}
	return serve(ctx, r, w)
}

// serve answers requests. Somebody keeps reading meanwhile, so that the end of the
// parent ends what is going on.
func serve(ctx context.Context, r io.Reader, w io.Writer) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	requests := make(chan request)
	go func() {
		defer close(requests)
		for {
			var q request
			if err := receive(r, math.MaxUint32, &q); err != nil {
				cancel(err)
				return
			}
			select {
			case requests <- q:
			case <-ctx.Done():
				return
			}
		}
	}()
	s := &server{pack: &Pack{}}
	for q := range requests {
		if err := send(w, s.answer(ctx, q)); err != nil {
			return err
		}
	}
	if err := context.Cause(ctx); !errors.Is(err, io.EOF) {
		return err
	}
	return nil
}

// server holds what a worker remembers between requests.
type server struct {
	pack     *Pack
	question *question
}

func (s *server) answer(ctx context.Context, q request) answer {
	a, err := s.work(ctx, q)
	if err != nil {
		return answer{Fault: newComplaint(err)}
	}
	return a
}

func (s *server) work(ctx context.Context, q request) (answer, error) {
	switch {
	case q.Load != nil:
		rules, err := s.load(ctx, q.Load)
		return answer{Rules: rules}, err
	case q.Test != nil:
		report, err := testUsers(ctx, q.Test)
		return answer{Report: report}, err
	case q.Model != nil:
		q.Model.Index()
		s.question = newQuestion(q.Model)
		return answer{}, nil
	case q.Ask != nil && s.question != nil:
		sets, err := s.ask(ctx, *q.Ask)
		return answer{Sets: sets}, err
	}
	return answer{}, errors.New("nothing that a worker could do")
}

func (s *server) load(ctx context.Context, files []userFile) ([]loaded, error) {
	c := capabilities()
	rules, err := userRules(files, c)
	if err != nil {
		return nil, err
	}
	if err := s.pack.add(ctx, rules, c); err != nil {
		return nil, err
	}
	list := make([]loaded, len(s.pack.rules))
	for i, r := range s.pack.rules {
		list[i] = loaded{r.Rule, slices.Sorted(maps.Keys(r.fills))}
	}
	return list, nil
}

func (s *server) ask(ctx context.Context, q inquiry) (map[string]json.RawMessage, error) {
	at := slices.IndexFunc(s.pack.rules, func(r *rule) bool { return r.ID == q.Rule })
	if at < 0 {
		return nil, fmt.Errorf("there is no rule %s", q.Rule)
	}
	ctx, cancel := context.WithTimeoutCause(ctx, RuleTimeout, slow(RuleTimeout))
	defer cancel()
	filled, err := s.pack.rules[at].sets(ctx, s.question, q.Params)
	if err != nil {
		return nil, err
	}
	sets := map[string]json.RawMessage{}
	for name, set := range filled {
		if sets[name], err = json.Marshal(set); err != nil {
			return nil, err
		}
	}
	return sets, nil
}
