// Declares what the model is.
// SPDX-License-Identifier: MIT
#include "framework/neural/model_node.h"
#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace stemwright {

ModelNode::ModelNode(const Loader& load) {
    const Construction& c = construction();
    if (!file_.path().empty() || c.purpose == Construction::Purpose::mix) {
        try {
            if (file_.path().empty())
                throw Error(c.arguments.place, "no model is named", "write model: NAME.ts");
            model_ = load(file_.path(), use());
            declare(model_->facts());
            if (auto texts = otherTexts(model_->facts()); !texts.empty()) {
                ModelUse more = use();
                more.texts = std::move(texts);
                model_ = load(file_.path(), more);
            }
            return;
        } catch (const Error& error) {
            for (Problem problem : error.problems()) {
                if (problem.place.file.empty()) problem.place = file_.place();
                c.problems.push_back(std::move(problem));
            }
            acceptAllArguments();
        }
    }
    ins_.push_back(
        std::make_unique<AudioIn>(this, "in", "signal; the model says what other inputs there are"));
    outs_.push_back(std::make_unique<AudioOut>(this, "out", "what the model makes of it"));
}

ModelNode::~ModelNode() = default;

ModelUse ModelNode::use() const {
    auto whole = [](const Fixed& number) { return int(std::lround(number())); };
    return {method_(),        layout_() == 0 ? "" : layout_.words[size_t(layout_())],
            whole(block_),    whole(lookBehind_),
            rate_(),          sampleRate(),
            whole(channels_), kernels_.is("torch")};
}

namespace {

// Names that files give become words of a document, each only once.
class ModelNames {
  public:
    explicit ModelNames(std::vector<std::string> taken) : taken_(std::move(taken)) {}

    std::string of(std::string name, const std::string& otherwise) {
        for (char& c : name)
            if (!std::isalnum(static_cast<unsigned char>(c))) c = '_';
        while (!name.empty() && name.back() == '_') name.pop_back();
        if (name.empty() || std::isdigit(static_cast<unsigned char>(name[0]))) name = otherwise + name;
        std::string free = name;
        for (int n = 2; std::find(taken_.begin(), taken_.end(), free) != taken_.end(); ++n)
            free = name + "_" + std::to_string(n);
        taken_.push_back(free);
        return free;
    }

  private:
    std::vector<std::string> taken_;
};

}

void ModelNode::declare(const ModelFacts& facts) {
    std::vector<std::string> taken;
    for (const Parameter* p : parameters()) taken.push_back(p->name);
    ModelNames names(taken), outNames({});
    size_t sounds = size_t(std::count_if(facts.outputs.begin(), facts.outputs.end(), isSound));
    for (const ModelSignal& signal : facts.inputs)
        ins_.push_back(std::make_unique<AudioIn>(
            this, names.of(facts.inputs.size() == 1 ? "in" : signal.name, "in"),
            "signal that the model hears", ins_.empty() ? Need::required : Need::optional));
    for (int index = -1; const ModelSignal& signal : facts.outputs) {
        ++index;
        if (isSound(signal)) {
            outs_.push_back(std::make_unique<AudioOut>(
                this, outNames.of(sounds == 1 ? "out" : signal.name, "out"), "what the model makes of it"));
            soundOutputs_.push_back(index);
        } else
            for (int c = 0; c < signal.channels; ++c)
                controls_.push_back(std::make_unique<ControlOut>(
                    this, outNames.of(signal.name, "value"),
                    "what the model says every " + std::to_string(signal.framesPerValue) + " of its frames"));
    }
    truths_ = std::make_unique<ModelTruths>(this, construction().arguments);
    for (const ModelNumber& number : facts.numbers) {
        Scope* scope = number.kind == ModelNumber::Kind::toggle ? truths_.get() : static_cast<Scope*>(this);
        numbers_.push_back(std::make_unique<Number>(scope, names.of(number.name, "number"),
                                                    number.help.empty() ? "of the model" : number.help,
                                                    Range{number.init, number.min, number.max}));
    }
    for (const ModelText& text : facts.texts)
        texts_.push_back(
            std::make_unique<ModelWord>(this, names.of(text.name, "text"), "text of the model", text.value));
    refuseClosed(facts);
}

void ModelNode::refuseClosed(const ModelFacts& facts) {
    bool written = false;
    for (const auto& [name, why] : facts.closed)
        if (const Datum* d = construction().arguments.find(name)) {
            problem(d->place, "\"" + name + "\" of the model cannot be set: " + why,
                    "take it out; only numbers, truths and texts can be set");
            written = true;
        }
    if (written) acceptAllArguments();
}

std::map<std::string, std::string> ModelNode::otherTexts(const ModelFacts& facts) const {
    std::map<std::string, std::string> others;
    for (size_t t = 0; t < texts_.size(); ++t)
        if ((*texts_[t])() != facts.texts[t].value) others[facts.texts[t].name] = (*texts_[t])();
    return others;
}

int ModelNode::channels(const AudioOut& out) const {
    if (!model_) return Node::channels(out);
    std::vector<int> widths;
    for (const AudioIn* in : inputs()) widths.push_back(in->channels);
    const auto& signal = model_->facts().outputs[size_t(soundOutputs_[size_t(out.index)])];
    return ModelLayout(model_->facts(), widths).channels(signal);
}

int ModelNode::modelLatency() const {
    if (latency_.frames()) return *latency_.frames();
    if (!latency_.isMeasured()) return model_->facts().latency;
    std::optional<int> measured = model_->facts().measuredLatency;
    if (!measured)
        throw Error(file_.place(),
                    file_.path() + " has no latency that can be measured: a click comes out spread",
                    "write it down: latency: 512");
    return *measured;
}

void ModelNode::prepare() {
    const ModelFacts& facts = model_->facts();
    double modelRate = facts.rate > 0 ? facts.rate : sampleRate();
    double least = std::max(0.01, facts.block / modelRate);
    double allowance = allowance_() > 0 ? allowance_() / 1000 : least;
    settings_.timing =
        ModelTiming::of(facts, sampleRate(), int(std::ceil(allowance * sampleRate())), modelLatency());
    settings_.widths.clear();
    for (const AudioIn* in : inputs()) settings_.widths.push_back(in->channels);
    settings_.late = late_.is("dry") ? ModelStream::Late::dry : ModelStream::Late::silence;
    settings_.mostMissed = int(std::lround(mostMissed_()));
    key_ = fmt::format("{} {} {} {} {} {} {}", facts.hash, facts.dialect, facts.method, facts.block,
                       facts.rate, settings_.timing.total(), facts.immediate);
    key_ += " " + facts.descriptions;
    for (const ModelText& text : facts.texts) key_ += fmt::format(" {}={}", text.name, text.value);
}

std::vector<Problem> ModelNode::warnings() const {
    if (!model_ || latency_.isGiven()) return {};
    const ModelFacts& facts = model_->facts();
    if (!facts.measuredLatency || *facts.measuredLatency == facts.latency) return {};
    return {{file_.place(),
             fmt::format("{} says that its sound is late by {} frames, but it is late by {}", file_.path(),
                         facts.latency, *facts.measuredLatency),
             "write latency: measured, or latency: declared where the model is right"}};
}

// At least a block, which is what nobody who writes a tail down thinks of.
double ModelNode::tail() const {
    const ModelTiming& timing = settings_.timing;
    double block = timing.rate > 0 ? double(timing.block) * timing.rate / timing.modelRate : 0;
    return std::max(tail_() * sampleRate(), block);
}

double ModelNode::end() const { return inputs().empty() && !outputs().empty() ? unbounded : 0; }

// After a delay by a control step every block begins where it began.
bool ModelNode::timeInvariant() const {
    if (!model_) return true;
    const ModelFacts& facts = model_->facts();
    return controlStep % facts.block == 0 && (facts.rate == 0 || facts.rate == sampleRate());
}

Problem ModelNode::explain(const std::string& fault) const {
    return {file_.place().file.empty() ? Place{file_.path()} : file_.place(), file_.path() + ": " + fault,
            "the node lets its sound pass until the mix is started again"};
}

}
