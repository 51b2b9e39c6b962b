// The five questions. Figures are of seeds 1, 2 and 3 at the learning rate that the page begins with.

// page: {reset(), set(settings), run(on), trained(act), nextSeed()}, of learn.js.
export function questions({reset, set, run, trained, nextSeed}) {
  const plain = () => set({beta: 1, rate: 2e-3, perPixel: false});
  return [
    {question: "Nothing is learnt yet. What will the reconstructions look like?",
      guesses: ["Random black and white", "The same grey smear for every digit", "Digits, but the wrong ones"], right: 1,
      act: () => { plain(); reset(); },
      answer: "The last layer begins with how often each pixel is white, so every code is decoded to nearly the mean digit. That alone gives an ELBO of about −201 nats. The KL is below 1 nat: the codes hardly differ from the prior."},
    {question: "Start. What do the two parts of the ELBO do in the first 50 steps?",
      guesses: ["The KL falls, E[log p(x|z)] stays", "Both fall", "The KL rises, E[log p(x|z)] rises by more"], right: 2,
      act: () => { plain(); reset(); run(true); },
      answer: "A code that says nothing costs nothing, so the KL begins near 0. Within 50 steps it rises to 3 or 4 nats. E[log p(x|z)] rises by more than 20, and the ELBO, the difference of the two, rises with it."},
    {question: "What does β = 20 do to a network that has learnt?",
      guesses: ["The codes spread out, reconstructions get sharper", "The codes draw together, reconstructions lose detail", "It learns more slowly, nothing else"], right: 1,
      act: () => trained(() => set({beta: 20})),
      answer: "Every nat of KL now costs as much as twenty of reconstruction. Within 30 steps the KL falls from 5 nats to about 1, and the ELBO, which is still counted with β = 1, falls below −180. With β back at 1 the KL needs about 40 steps to return to 5. β = 100 goes further: within 50 steps all codes say the same. The decoder has learnt to ignore z, so hardly anything tells the encoder what to say. This is posterior collapse. With β = 1 again one of three seeds left it after some 300 steps, and two stayed in it for the 1,000 steps that were watched.",
      then: ["Back to β = 1", () => { set({beta: 1}); run(true); }]},
    {question: "log p(x|z) is a sum over 784 pixels. What is learnt if a program takes the mean instead?",
      guesses: ["The same, with a smaller loss", "Nothing: every reconstruction becomes the mean digit", "The same, but more slowly"], right: 1,
      act: () => { set({beta: 1, rate: 2e-3, perPixel: true}); reset(); run(true); },
      answer: "The mean makes one part 784 times smaller and leaves the KL as it was, so the KL weighs as if β were 784. Within 50 steps it is below 0.1 nats: the code says nothing, and the ELBO stays at −201, where it began. With the sum again one of three seeds left this collapse within 100 steps, one after some 400, and one not within the 500 that were watched.",
      then: ["A new network with the sum", () => { plain(); reset(); run(true); }]},
    {question: "Will another seed give the same plane, and the same ELBO?",
      guesses: ["The same plane and the same ELBO", "Another plane, nearly the same ELBO", "Another plane, a quite different ELBO"], right: 1,
      act: () => { plain(); nextSeed(); run(true); },
      answer: "The prior is the same in all directions, so nothing says where on the plane a digit belongs, and each seed puts them elsewhere. Seeds differ by a few nats: after 1,000 steps seeds 1, 2 and 3 reach −153 to −157. The same seed gives the same run again where the same backend computes it."},
  ];
}
