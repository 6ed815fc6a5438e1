package policies

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
)

// How long one rule of users may take over one model, all of them together, and
// one rule of ours: its work is known to be linear, and a crowded machine is no fault of it.
const (
	RuleTimeout    = 2 * time.Second
	PackTimeout    = 30 * time.Second
	BundledTimeout = 20 * time.Second
)

// MaxRelated is how many related elements one result names at most.
const MaxRelated = 50

// Evaluate asks every loaded rule about a model. Results are sorted by rule,
// then element; there is one for each rule and element that the rule applies
// to. Settings go by rule id. A rule that cannot be evaluated, because it takes
// longer than RuleTimeout or BundledTimeout, because users' rules take longer than
// PackTimeout, or because of a mistake in it, is an error and never a pass.
func (p *Pack) Evaluate(ctx context.Context, in *Input, settings map[string]Setting) ([]Result, error) {
	return p.Trace(ctx, in, settings, func(string, []Result) {})
}

// Trace is Evaluate for a caller with a clock: done is called with "" when the
// input is converted, and then after each rule with what that rule found.
func (p *Pack) Trace(ctx context.Context, in *Input, settings map[string]Setting, done func(rule string, found []Result)) ([]Result, error) {
	if !in.indexed {
		return nil, errors.New("evaluate rules: the input is not indexed")
	}
	q := newQuestion(in)
	users, cancel := context.WithTimeoutCause(ctx, PackTimeout, slow(PackTimeout))
	defer cancel()
	if err := p.worker.present(users, q); err != nil {
		return nil, fmt.Errorf("evaluate your rules: %w", err)
	}
	done("", nil)
	var results [][]Result
	for _, r := range p.rules {
		s := settings[r.ID]
		if s.Off {
			continue
		}
		within := ctx
		if r.users() {
			within = users
		}
		found, err := r.evaluate(within, q, s)
		if err == nil {
			err = context.Cause(ctx) // a short rule is done before anybody can stop it
		}
		if err != nil {
			return nil, fmt.Errorf("%s:%d: rule %s: %w", r.File, r.Line, r.ID, err)
		}
		results = append(results, found)
		done(r.ID, found)
	}
	return slices.Concat(results...), nil
}

// question is one input, converted once for all rules; for one goroutine.
type question struct {
	model    *Input
	input    [][2]*ast.Term        // without params
	sections map[string]*selection // all elements of each section
	known    map[string]map[string]bool
	filtered map[string]*selection // what rules are about, by their filters
}

// selection is some elements of a section, sorted by id.
type selection struct {
	entries []entry
	object  *ast.Term // of at least these elements
	size    int       // of the object
}

// entry is one element of a section.
type entry struct {
	id    string
	value reflect.Value // pointer to its struct
	pair  [2]*ast.Term  // its id and itself, as rules see them
}

func newQuestion(in *Input) *question {
	q := &question{model: in, sections: map[string]*selection{}, known: map[string]map[string]bool{}, filtered: map[string]*selection{}}
	c := newConverter(newFieldTable(reflect.TypeFor[Input]()))
	v := reflect.ValueOf(in).Elem()
	for _, f := range c.fields[v.Type()] {
		if f.name == "params" {
			continue
		}
		value := c.term(v.Field(f.index))
		q.input = append(q.input, [2]*ast.Term{f.key, value})
		if _, ok := sectionField(f.name); ok {
			list := c.entries(v.Field(f.index))
			q.sections[f.name] = &selection{list, value, len(list)}
			q.known[f.name] = ids(list)
		}
	}
	return q
}

func ids(list []entry) map[string]bool {
	m := make(map[string]bool, len(list))
	for _, e := range list {
		m[e.id] = true
	}
	return m
}

// selected are those of a selection that are wanted. An object of them alone is made
// only where that is much less to look through.
func (q *question) selected(from *selection, wanted func(entry) bool) *selection {
	s := &selection{object: from.object, size: from.size}
	for _, e := range from.entries {
		if wanted(e) {
			s.entries = append(s.entries, e)
		}
	}
	if 2*len(s.entries) > from.size {
		return s
	}
	pairs := make([][2]*ast.Term, len(s.entries))
	for i, e := range s.entries {
		pairs[i] = e.pair
	}
	s.object, s.size = ast.ObjectTerm(pairs...), len(pairs)
	return s
}

// with is the input of one rule, which sees the selected elements of its scope.
func (q *question) with(params map[string]any, scope string, about *selection) (ast.Value, error) {
	value, err := ast.InterfaceToValue(params)
	if err != nil {
		return nil, fmt.Errorf("read parameters: %w", err)
	}
	input := append(slices.Clone(q.input), [2]*ast.Term{ast.StringTerm("params"), ast.NewTerm(value)})
	for i, pair := range input {
		if pair[0].Value.Compare(ast.String(scope)) == 0 {
			input[i][1] = about.object
		}
	}
	return ast.NewObject(input...), nil
}

func (r *rule) evaluate(ctx context.Context, q *question, s Setting) ([]Result, error) {
	about := r.about(q)
	params := map[string]any{}
	maps.Copy(params, r.Params)
	maps.Copy(params, s.Params)
	v, err := r.ask(ctx, q, params, about)
	if err != nil {
		return nil, err
	}
	most := len(about.entries)
	if r.fills["applicable"] {
		most = min(most, len(v.applicable))
	}
	results := make([]Result, 0, most)
	for _, e := range about.entries {
		if !r.fills["applicable"] || v.applicable[e.id] {
			results = append(results, r.judge(e, v, params))
		}
	}
	return results, nil
}

// verdict is what a rule says, element by element.
type verdict struct {
	finding    map[string]finding
	applicable map[string]bool
	unknown    map[string][]string
	pass       map[string]bool
	missing    map[string][]string // facts, of elements that neither fail nor pass for certain
}

// finding is what a rule yields: an element, others that have to do with it,
// and words for the message.
type finding struct {
	Element string         `json:"element"`
	Related []string       `json:"related"`
	Facts   []string       `json:"facts"`
	Args    map[string]any `json:"args"`
}

// ask asks a rule about some elements of its scope; a user's rule sees all of them.
func (r *rule) ask(ctx context.Context, q *question, params map[string]any, about *selection) (verdict, error) {
	if !r.users() {
		return r.stages.ask(ctx, r, q, params, about)
	}
	ctx, cancel := context.WithTimeoutCause(ctx, RuleTimeout, slow(RuleTimeout))
	defer cancel()
	sets, err := r.sets(ctx, q, params)
	if err != nil {
		return verdict{}, err
	}
	v, err := newVerdict(sets)
	if err == nil {
		err = r.know(q, v)
	}
	v.missing = r.waits(about.entries, v)
	return v, err
}

// sets are what a user's rule fills: here, or as its worker says.
func (r *rule) sets(ctx context.Context, q *question, params map[string]any) (rego.Vars, error) {
	if r.worker != nil {
		return r.worker.ask(ctx, q, r, params)
	}
	input, err := q.with(params, r.Scope, q.sections[r.Scope])
	if err != nil {
		return nil, err
	}
	ctx, stop := watch(ctx)
	defer stop()
	return bindings(ctx, &r.query, rego.EvalParsedInput(input))
}

// bindings are what a query says.
func bindings(ctx context.Context, query *rego.PreparedEvalQuery, options ...rego.EvalOption) (rego.Vars, error) {
	answers, err := query.Eval(ctx, options...)
	if cause := context.Cause(ctx); cause != nil && (err != nil || errors.Is(cause, ErrMemory)) {
		return nil, cause
	}
	if err != nil {
		return nil, err
	}
	if len(answers) != 1 {
		return nil, fmt.Errorf("%d answers instead of one", len(answers))
	}
	return answers[0].Bindings, nil
}

// members says what the members of the sets look like.
var members = map[string]string{
	"finding":    `{"element": id, "related": [ids], "args": {word: value}}`,
	"unknown":    `{"element": id, "facts": [what is not stated]}`,
	"applicable": "ids",
	"pass":       "ids",
}

// misfit says in words what a member of a set is instead.
func misfit(err error) string {
	var wrong *json.UnmarshalTypeError
	switch {
	case errors.As(err, &wrong) && wrong.Field != "":
		return fmt.Sprintf("%s is of the type %s", wrong.Field, wrong.Value)
	case errors.As(err, &wrong):
		return "a member is of the type " + wrong.Value
	}
	return strings.TrimPrefix(err.Error(), "json: ")
}

// newVerdict reads the sets that a rule has filled. Several findings at one
// element become one: the first one's words, everybody's related elements.
func newVerdict(sets rego.Vars) (verdict, error) {
	v := verdict{finding: map[string]finding{}, unknown: map[string][]string{}}
	var findings, unknown []finding
	var applicable, pass []string
	into := map[string]any{"finding": &findings, "unknown": &unknown, "applicable": &applicable, "pass": &pass}
	for _, name := range verdicts {
		if err := decode(sets[name], into[name]); err != nil {
			return v, fmt.Errorf("the set %s should hold %s: %s", name, members[name], misfit(err))
		}
	}
	for _, f := range findings {
		if first, ok := v.finding[f.Element]; ok {
			f.Args, f.Related = first.Args, append(first.Related, f.Related...)
		}
		v.finding[f.Element] = f
	}
	for _, u := range unknown {
		v.unknown[u.Element] = append(v.unknown[u.Element], u.Facts...)
	}
	v.applicable, v.pass = lookup(applicable), lookup(pass)
	return v, nil
}

// decode reads what came out of Rego strictly. Sets of ids, which may name every
// element, take no detour.
func decode(set, into any) error {
	switch value := set.(type) {
	case nil:
		return nil
	case ast.Set:
		if ids, ok := into.(*[]string); ok && plainWords(value, ids) {
			return nil
		}
		plain, err := ast.JSON(value)
		if err != nil {
			return err
		}
		set = plain
	}
	text, err := json.Marshal(set)
	if err != nil {
		return err
	}
	d := json.NewDecoder(strings.NewReader(string(text)))
	d.DisallowUnknownFields()
	return d.Decode(into)
}

// plainWords appends a set's members, unless one of them is no string.
func plainWords(set ast.Set, words *[]string) bool {
	list := make([]string, 0, set.Len())
	other := set.Until(func(t *ast.Term) bool {
		word, ok := t.Value.(ast.String)
		list = append(list, string(word))
		return !ok
	})
	if !other {
		*words = list
	}
	return !other
}

func lookup(ids []string) map[string]bool {
	m := make(map[string]bool, len(ids))
	for _, id := range ids {
		m[id] = true
	}
	return m
}

// know refuses a verdict about what is no element of the rule's scope.
func (r *rule) know(q *question, v verdict) error {
	known := q.known[r.Scope]
	for _, strange := range [][]string{strangers(v.finding, known), strangers(v.unknown, known), strangers(v.applicable, known), strangers(v.pass, known)} {
		if len(strange) > 0 {
			return fmt.Errorf("the rule names %q, which is none of the %s", slices.Min(strange), r.Scope)
		}
	}
	return nil
}

// strangers are the ids that are not known.
func strangers[T any](ids map[string]T, known map[string]bool) []string {
	var strange []string
	for id := range ids {
		if !known[id] {
			strange = append(strange, id)
		}
	}
	return strange
}

// about are the elements that a rule may have something to say about, by its
// scope and by what METADATA says of their kinds. Rules that say the same share
// the selection.
func (r *rule) about(q *question) *selection {
	filter := strings.Join(slices.Concat([]string{r.Scope}, r.Kinds, r.Protocols, r.Purposes), " ")
	if q.filtered[filter] == nil {
		q.filtered[filter] = q.selected(q.sections[r.Scope], r.concerns)
	}
	return q.filtered[filter]
}

func (r *rule) concerns(e entry) bool {
	switch element := e.value.Interface().(type) {
	case *Component:
		return element.OutOfScope == "" && within(r.Kinds, element.Kind)
	case *Flow:
		return within(r.Protocols, element.Protocol) && within(r.Purposes, element.Purpose)
	case *Boundary:
		return within(r.Kinds, element.Kind)
	case *Party:
		return within(r.Kinds, element.Kind)
	case *Attacker:
		return within(r.Kinds, element.Kind)
	}
	return true
}

func within(list []string, word string) bool { return len(list) == 0 || slices.Contains(list, word) }

// judge is fail before unknown before pass.
func (r *rule) judge(e entry, v verdict, params map[string]any) Result {
	result := Result{Rule: r.ID, Element: e.id, Outcome: Pass}
	if f, fails := v.finding[e.id]; fails {
		result.Outcome = Fail
		result.Related = tidy(f.Related)
		result.Message = r.message.render(sentence{e.id, e.value.Elem(), result.Related, f.Args, params})
		return cut(result)
	}
	if missing := v.missing[e.id]; !v.pass[e.id] && len(missing) > 0 {
		result.Outcome = Unknown
		result.Missing = missing
		result.Message = unstatedSentence(e.id, missing)
	}
	return result
}

// unstatedSentence is the message of an unknown result.
func unstatedSentence(id string, missing []string) string {
	facts := make([]string, len(missing))
	for i, m := range missing {
		fact, owner, elsewhere := strings.Cut(m, "@")
		if !elsewhere {
			owner = id
		}
		facts[i] = fmt.Sprintf("%s of \"%s\"", fact, owner)
	}
	return "Not stated: " + list(facts)
}

// waits are the facts that a rule waits for, of each element that neither fails nor passes.
func (r *rule) waits(about []entry, v verdict) map[string][]string {
	waits := map[string][]string{}
	for _, e := range about {
		if _, fails := v.finding[e.id]; fails || v.pass[e.id] {
			continue
		}
		if missing := r.missing(e, v); len(missing) > 0 {
			waits[e.id] = missing
		}
	}
	return waits
}

// missing are the facts that the rule waits for: as it says itself, otherwise
// those that it reads and the model does not state.
func (r *rule) missing(e entry, v verdict) []string {
	if r.fills["unknown"] {
		return tidy(v.unknown[e.id])
	}
	var missing []string
	for _, p := range r.facts {
		if _, fact := p.find(e.value); fact != "" {
			missing = append(missing, fact)
		}
	}
	return tidy(missing)
}

func tidy(words []string) []string {
	words = slices.Clone(words)
	slices.Sort(words)
	return slices.Compact(words)
}

// cut keeps a result short where very many elements are related, and says so.
func cut(r Result) Result {
	if n := len(r.Related); n > MaxRelated {
		r.Related = r.Related[:MaxRelated]
		r.Message += fmt.Sprintf(" (%d related elements, %d named)", n, MaxRelated)
	}
	return r
}
