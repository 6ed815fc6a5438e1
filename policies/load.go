package policies

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"reflect"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
)

//go:embed threats/*/*.rego device/*.rego lib/*.rego
var embedded embed.FS

// embeddedRules matches the embedded rules and their tests.
const embeddedRules = "threats/*/*.rego"

// Pack is compiled rules; safe for concurrent use.
type Pack struct{ rules []*rule }

// rule is one compiled rule.
type rule struct {
	Rule
	facts   []factPath
	message template
	fills   map[string]bool // which of the optional sets it fills itself
	query   rego.PreparedEvalQuery
}

// candidate is a rule that has been parsed, not yet compiled.
type candidate struct {
	Rule
	module *ast.Module
}

// Load compiles the embedded rules that the options select, and all rules of
// the users' folders. It reports everything that is wrong with any of them.
func Load(ctx context.Context, o Options) (*Pack, error) {
	c := capabilities()
	chosen, err := choose(o, c)
	if err != nil {
		return nil, err
	}
	users, err := userRules(o.Dirs, c)
	if err != nil {
		return nil, err
	}
	chosen = append(chosen, users...)
	if err := distinct(chosen); err != nil {
		return nil, err
	}
	return link(ctx, chosen, c)
}

// choose parses the embedded rules and keeps those of the pack and those asked for by id.
func choose(o Options, c *ast.Capabilities) ([]candidate, error) {
	if o.Pack != "" && o.Pack != "core" && o.Pack != "full" {
		return nil, fmt.Errorf("unknown pack %q: there are core and full", o.Pack)
	}
	all, err := parseRules(embedded, embeddedRules, c)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(all, func(r candidate) bool {
		return r.Pack == "full" && o.Pack != "full" && !r.named(o.Also)
	}), nil
}

// named reports whether a rule goes by one of the ids, now or in earlier versions.
func (r *Rule) named(ids []string) bool {
	return slices.Contains(ids, r.ID) || slices.ContainsFunc(r.Aliases, func(a string) bool { return slices.Contains(ids, a) })
}

// users reports whether the rule is one that a user brought along.
func (r *Rule) users() bool { return strings.HasPrefix(r.Package, userPackage) }

// parseRules parses the rules, not their tests, among the files that match.
func parseRules(files fs.FS, pattern string, c *ast.Capabilities) ([]candidate, error) {
	names, err := fs.Glob(files, pattern)
	if err != nil {
		return nil, err
	}
	var rules []candidate
	var problems []error
	for _, name := range names {
		if isTest(name) {
			continue
		}
		r, err := parseRule(files, name, c)
		rules, problems = append(rules, r), append(problems, err)
	}
	return rules, errors.Join(problems...)
}

func isTest(name string) bool { return strings.HasSuffix(name, "_test.rego") }

func parseRule(files fs.FS, name string, c *ast.Capabilities) (candidate, error) {
	source, err := fs.ReadFile(files, name)
	if err != nil {
		return candidate{}, err
	}
	m, err := parse(name, string(source), c)
	if err != nil {
		return candidate{}, err
	}
	return newCandidate(m, "<family>")
}

// newCandidate checks a parsed rule of a family, as messages name it.
func newCandidate(m *ast.Module, family string) (candidate, error) {
	r, err := ruleOf(m)
	if err == nil {
		err = checkPlace(r, family)
	}
	if err == nil {
		err = errors.Join(checkSets(m), checkParams(m, r))
	}
	return candidate{r, m}, err
}

// checkPlace demands that the package is named after the file: family and rule.
func checkPlace(r Rule, family string) error {
	name := strings.TrimSuffix(path.Base(r.File), ".rego")
	if parts := strings.Split(r.Package, "."); len(parts) != 3 || parts[0] != "threats" || parts[2] != name {
		return fmt.Errorf("%s: package %s should be threats.%s.%s, after its file", r.File, r.Package, family, name)
	}
	return nil
}

// verdicts are the sets that a rule may fill; the first it must.
var verdicts = []string{"finding", "applicable", "unknown", "pass"}

// checkSets demands that the verdicts which a rule defines are sets.
func checkSets(m *ast.Module) error {
	found := false
	for _, r := range m.Rules {
		name := r.Head.Ref()[0].String()
		if !slices.Contains(verdicts, name) {
			continue
		}
		found = found || name == verdicts[0]
		if r.Head.RuleKind() != ast.MultiValue || len(r.Head.Ref()) != 1 {
			return fmt.Errorf("%s: %s must be a set: write \"%s contains … if\"", r.Location, name, name)
		}
	}
	if !found {
		return fmt.Errorf("%s: the rule defines no finding", m.Package.Location.File)
	}
	return nil
}

// checkParams finds parameters that a rule reads and does not declare.
func checkParams(m *ast.Module, r Rule) error {
	var problems []error
	ast.WalkRefs(m, func(ref ast.Ref) bool {
		if len(ref) < 3 || !ref[0].Equal(ast.InputRootDocument) || !ref[1].Equal(ast.StringTerm("params")) {
			return false
		}
		name, ok := ref[2].Value.(ast.String)
		if _, declared := r.Params[string(name)]; !ok || !declared {
			problems = append(problems, fmt.Errorf("%s: %s is no parameter that METADATA declares", ref[0].Location, ref))
		}
		return false
	})
	return errors.Join(problems...)
}

// distinct refuses two rules with one id or one package.
func distinct(rules []candidate) error {
	owner := map[string]string{}
	var problems []error
	for _, r := range rules {
		for _, name := range append([]string{r.ID, "package " + r.Package}, r.Aliases...) {
			if other, taken := owner[name]; taken {
				problems = append(problems, fmt.Errorf("%s: %s is also in %s", r.File, name, other))
			}
			owner[name] = r.File
		}
	}
	return errors.Join(problems...)
}

// link builds one compiler for all rules and one prepared query per rule.
func link(ctx context.Context, chosen []candidate, c *ast.Capabilities) (*Pack, error) {
	modules, err := embeddedModules(c, library)
	if err != nil {
		return nil, err
	}
	for _, r := range chosen {
		key := r.File
		if r.users() {
			key = userKey(key)
		}
		modules[key] = r.module
	}
	compiler := newCompiler(reflect.TypeFor[Input](), c)
	if err := compileWithin(ctx, compiler, modules); err != nil {
		return nil, err
	}
	p := &Pack{}
	for _, r := range chosen {
		ready, err := prepare(ctx, r, compiler)
		if err != nil {
			return nil, fmt.Errorf("%s: prepare: %w", r.File, err)
		}
		p.rules = append(p.rules, ready)
	}
	slices.SortFunc(p.rules, func(a, b *rule) int { return strings.Compare(a.ID, b.ID) })
	return p, nil
}

// library matches what rules may import, and its tests.
const library = "lib/*.rego"

// embeddedModules parses embedded files, without tests.
func embeddedModules(c *ast.Capabilities, patterns ...string) (map[string]*ast.Module, error) {
	return embeddedFiles(c, func(name string) bool { return !isTest(name) }, patterns...)
}

func embeddedFiles(c *ast.Capabilities, wanted func(name string) bool, patterns ...string) (map[string]*ast.Module, error) {
	modules := map[string]*ast.Module{}
	for _, pattern := range patterns {
		names, err := fs.Glob(embedded, pattern)
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			if !wanted(name) {
				continue
			}
			source, err := embedded.ReadFile(name)
			if err != nil {
				return nil, err
			}
			if modules[name], err = parse(name, string(source), c); err != nil {
				return nil, err
			}
		}
	}
	return modules, nil
}

func prepare(ctx context.Context, r candidate, compiler *ast.Compiler) (*rule, error) {
	ready := &rule{Rule: r.Rule, fills: map[string]bool{}}
	var query ast.Body
	for _, name := range verdicts {
		set := r.module.Package.Path.Append(ast.StringTerm(name))
		if len(compiler.GetRulesExact(set)) == 0 {
			continue
		}
		ready.fills[name] = true
		query.Append(ast.Equality.Expr(ast.VarTerm(name), ast.NewTerm(set)))
	}
	t, _ := elementType(r.Scope)
	for _, name := range r.Facts {
		p, err := newPath(t, name)
		if err != nil {
			return nil, err
		}
		ready.facts = append(ready.facts, p)
	}
	var err error
	if ready.message, err = newTemplate(&r.Rule, t); err != nil {
		return nil, err
	}
	ready.query, err = rego.New(
		rego.ParsedQuery(query), rego.Compiler(compiler), rego.StrictBuiltinErrors(true),
	).PrepareForEval(ctx)
	return ready, err
}

// Rules returns the catalogue of the loaded rules, sorted by id.
func (p *Pack) Rules() []Rule {
	rules := make([]Rule, len(p.rules))
	for i, r := range p.rules {
		rules[i] = r.Rule
	}
	return rules
}
