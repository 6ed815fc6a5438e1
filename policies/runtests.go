package policies

import (
	"cmp"
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/cover"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/tester"
	"github.com/open-policy-agent/opa/v1/types"
)

// TestResult is one Rego test.
type TestResult struct {
	File    string
	Line    int
	Package string // of the test, without data.
	Name    string
	Passed  bool
	Skipped bool   // its name begins with todo_
	Detail  string // why it failed
}

// FileCoverage is how much of one rule's file its tests have run.
type FileCoverage struct {
	File    string
	Percent float64
	Missed  []int // lines that no test has run
}

// TestReport is the outcome of all Rego tests, sorted by file and line.
type TestReport struct {
	Tests    []TestResult
	Coverage []FileCoverage
}

// How long one Rego test may take, and all of them together.
const (
	TestTimeout  = 5 * time.Second
	TestsTimeout = time.Minute
)

// RunTests runs the Rego tests of the embedded rules, of the library, of the
// device policy and of the users' folders. A test that fails is part of the
// report; the error says that tests could not be run. In tests, the function
// indexed(model) turns sections of a model into a complete input.
func RunTests(ctx context.Context, dirs []string) (*TestReport, error) {
	c := capabilities(append(topicFunctions(), indexedFunction)...)
	all := func(string) bool { return true }
	threats, err := embeddedFiles(c, all, embeddedRules, library)
	if err != nil {
		return nil, err
	}
	if err := withUsers(threats, c, dirs); err != nil {
		return nil, err
	}
	device, err := embeddedFiles(c, all, deviceRules)
	if err != nil {
		return nil, err
	}
	report := &TestReport{}
	for _, set := range []struct {
		modules map[string]*ast.Module
		input   reflect.Type
	}{{threats, reflect.TypeFor[Input]()}, {device, reflect.TypeFor[DeviceFacts]()}} {
		if err := compileWithin(ctx, newCompiler(set.input, c), set.modules); err != nil {
			return nil, err
		}
		if err := report.run(ctx, set.modules, newCompiler(set.input, c)); err != nil {
			return nil, err
		}
	}
	report.sort()
	return report, nil
}

// withUsers adds the users' rules and tests.
func withUsers(modules map[string]*ast.Module, c *ast.Capabilities, dirs []string) error {
	names, err := userFiles(dirs)
	if err != nil {
		return err
	}
	for _, name := range names {
		source, err := readBounded(name)
		if err != nil {
			return err
		}
		m, err := parse(name, source, c)
		if err == nil {
			err = simple(m)
		}
		if err == nil && isTest(name) {
			err = auditTest(m)
		} else if err == nil {
			err = audit(m, strings.TrimPrefix(m.Package.Path.String(), "data."))
		}
		if err != nil {
			return err
		}
		modules[userKey(name)] = m
	}
	return nil
}

func (r *TestReport) run(ctx context.Context, modules map[string]*ast.Module, compiler *ast.Compiler) error {
	ctx, cancel := context.WithTimeout(ctx, TestsTimeout)
	defer cancel()
	ctx, stop := watch(ctx)
	defer stop()
	covered := cover.New()
	results, err := tester.NewRunner().
		SetCompiler(compiler).
		SetModules(modules).
		SetStore(inmem.New()).
		SetCoverageQueryTracer(covered).
		SetParallel(1).
		SetTimeout(TestTimeout).
		RaiseBuiltinErrors(true).
		AddCustomBuiltins(testFunctions()).
		RunTests(ctx, nil)
	if err != nil {
		return fmt.Errorf("run Rego tests: %w", err)
	}
	for result := range results {
		r.Tests = append(r.Tests, testResult(result))
	}
	for name, file := range covered.Report(byFile(modules)).Files {
		if !isTest(name) {
			r.Coverage = append(r.Coverage, fileCoverage(name, file))
		}
	}
	return context.Cause(ctx)
}

// byFile names modules by their files, as the tracer of coverage does.
func byFile(modules map[string]*ast.Module) map[string]*ast.Module {
	named := make(map[string]*ast.Module, len(modules))
	for _, m := range modules {
		named[m.Package.Location.File] = m
	}
	return named
}

func testResult(t *tester.Result) TestResult {
	r := TestResult{
		File: t.Location.File, Line: t.Location.Row,
		Package: strings.TrimPrefix(t.Package, "data."), Name: t.Name,
		Passed: t.Pass(), Skipped: t.Skip,
	}
	switch {
	case t.Error != nil:
		r.Detail = t.Error.Error()
	case t.FailedAt != nil:
		r.Detail = fmt.Sprintf("line %d: %s is not true", t.FailedAt.Location.Row, t.FailedAt.Location.Text)
	case t.Fail:
		r.Detail = "it is not true"
	}
	return r
}

func fileCoverage(name string, f *cover.FileReport) FileCoverage {
	c := FileCoverage{File: name, Percent: f.Coverage}
	for _, missed := range f.NotCovered {
		for row := missed.Start.Row; row <= missed.End.Row; row++ {
			c.Missed = append(c.Missed, row)
		}
	}
	slices.Sort(c.Missed)
	c.Missed = slices.Compact(c.Missed)
	return c
}

func (r *TestReport) sort() {
	slices.SortFunc(r.Tests, func(a, b TestResult) int {
		return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), strings.Compare(a.Name, b.Name))
	})
	slices.SortFunc(r.Coverage, func(a, b FileCoverage) int { return strings.Compare(a.File, b.File) })
}

func testFunctions() []*tester.Builtin {
	functions := []*tester.Builtin{{Decl: indexedFunction, Func: registerIndexed}}
	declared := topicFunctions()
	for i, register := range registerTopicFunctions() {
		functions = append(functions, &tester.Builtin{Decl: declared[i], Func: register})
	}
	return functions
}

// indexedFunction is indexed(model): sections of a model as a complete input.
var indexedFunction = &ast.Builtin{
	Name: "indexed",
	Decl: types.NewFunction(types.Args(types.A), types.NewObject(nil, types.NewDynamicProperty(types.S, types.A))),
}

func registerIndexed(r *rego.Rego) {
	rego.Function1(&rego.Function{Name: indexedFunction.Name, Decl: indexedFunction.Decl}, indexed)(r)
}

// indexed refuses fields that the input does not have.
func indexed(_ rego.BuiltinContext, model *ast.Term) (*ast.Term, error) {
	plain, err := ast.JSON(model.Value)
	if err != nil {
		return nil, err
	}
	in := &Input{}
	if err := decode(plain, in); err != nil {
		return nil, err
	}
	in.Index()
	return newConverter(newFieldTable(reflect.TypeFor[Input]())).term(reflect.ValueOf(in).Elem()), nil
}
