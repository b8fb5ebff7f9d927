import type { Catalogue } from './catalogue.ts';

/**
 * Portuguese as in Brazil: “você”, kind and short. A shot is an imagem, a proof a prévia, an image service a serviço de imagens, a deployment
 * an implantação; mockup stays.
 */
export const pt: Catalogue = {
  'logo.empty': 'Este arquivo está vazio. Por favor, envie o logo de novo em PNG, JPEG, WebP ou SVG.',
  'logo.tooLarge': 'Este arquivo tem mais de {limitMb} MB. Por favor, envie o logo em um PNG, JPEG ou WebP menor.',
  'logo.tooManyPixels':
    'Esta imagem tem {megapixels} megapixels; o máximo é {limitMegapixels}. Por favor, envie uma menor, por exemplo com 2048 pixels de largura.',
  'logo.truncated':
    'Esta imagem está cortada ou danificada. Por favor, salve o logo de novo em PNG e envie esse arquivo.',
  'logo.blank':
    'Esta imagem é totalmente transparente, então não dá para ver nenhum logo. Por favor, envie uma em que ele apareça.',
  'logo.heic': 'Esta é uma foto HEIC, que não pode ser lida aqui. Por favor, envie o logo em PNG ou JPEG.',
  'logo.pdf': 'Isto é um PDF. Por favor, exporte o logo em SVG, ou em PNG com pelo menos 1000 pixels de largura.',
  'logo.postscript':
    'Este é um arquivo EPS ou do Illustrator. Por favor, exporte o logo em SVG, ou em PNG com pelo menos 1000 pixels de largura.',
  'logo.psd': 'Este é um arquivo do Photoshop. Por favor, exporte o logo em PNG com fundo transparente.',
  'logo.text': 'Este é um arquivo de texto, não uma imagem. Por favor, envie o logo em PNG, JPEG, WebP ou SVG.',
  'logo.svgUnsafe':
    'Este SVG faz referência a coisas fora dele. Por favor, exporte-o com tudo incorporado ou envie um PNG.',
  'logo.svgTooComplex': 'Este SVG demora demais para ser desenhado aqui. Por favor, envie o logo em PNG.',
  'logo.svgText':
    'O texto deste SVG precisa de uma fonte que não existe aqui. Por favor, converta o texto em curvas ou envie um PNG.',
  'logo.archive':
    'Isto é um arquivo compactado ou um documento, não uma imagem. Por favor, envie o próprio logo em PNG, JPEG, WebP ou SVG.',
  'logo.unknown':
    'Este arquivo não é uma imagem que possa ser lida aqui. Por favor, envie o logo em PNG, JPEG, WebP, AVIF, GIF, TIFF ou SVG.',
  'option.tooMany':
    'Dá para pedir até {limit} mockups de uma vez. Por favor, envie menos logos ou escolha uma quantidade menor.',
  'mockup.sizeRefused':
    'A implantação {deployment} faz tamanhos de {min} a {max}, não {size}. Por favor, escolha outro tamanho.',
  'option.prompt': 'Um prompt tem de 1 a {limit} caracteres. Por favor, escreva um ou deixe de fora.',
  'option.color':
    '“{color}” não é uma cor conhecida aqui. Por favor, use um nome comum em inglês, como navy, ou um código como #1b2a4a.',
  'option.deployment': 'Não há nenhuma implantação chamada “{deployment}”. Há: {names}.',
  'option.product': '“{product}” não é um produto conhecido aqui. Há: {names}.',
  'option.size': 'O tamanho precisa ser um destes: {sizes}.',
  'option.count': 'A quantidade precisa ser um número inteiro de 1 a {limit}.',
  'option.scale': 'A escala é um número inteiro de {min} a {max}, em percentagem.',
  'option.offset': 'Um deslocamento são dois números inteiros até {limit} com uma vírgula entre eles, como 10,-5.',
  'option.rotation': 'A rotação é um número inteiro de graus de {min} a {max}.',
  'option.other': 'A opção {option} tem um valor que não serve.',
  'option.logo': 'Um mockup precisa de um logo. Por favor, envie uma imagem junto.',
  'store.stopped':
    'Isto não pode continuar agora, porque não foi possível salvar (referência {reference}). Uma nova tentativa será feita sozinha.',
  'store.failed':
    'Nada pode ser aceito agora, porque não foi possível salvar (referência {reference}). Por favor, avise quem administra o bot.',
  'command.unknown': 'Não existe o comando {name}. Tente help.',
  'command.mockup': 'Transforma um logo em imagens de produto',
  'command.mockup.logo': 'O logo: PNG, JPEG, WebP, AVIF, GIF, TIFF ou SVG, até 20 MB',
  'command.mockup.prompt': 'O que mostrar, com suas palavras (padrão: um boné preto sozinho na imagem)',
  'command.mockup.product': 'Um produto; escreve o prompt para você',
  'command.mockup.color': 'A cor dele: um nome em inglês, como navy, ou um código como #1b2a4a',
  'command.mockup.size': 'Lado da imagem quadrada em pixels',
  'command.mockup.count': 'Quantas imagens diferentes de cada logo',
  'command.mockup.deployment': 'Qual implantação faz as imagens',
  'command.mockup.view': 'De onde se vê o produto',
  'command.mockup.scene': 'Onde está: estúdio, nada (transparente) ou uma mesa acolhedora',
  'command.mockup.background': 'Cor do estúdio: um nome em inglês como white ou um código como #f4f0e6',
  'command.mockup.technique': 'Como o logotipo é aplicado',
  'command.mockup.placement': 'Em que parte do produto fica o logotipo',
  'command.mockup.scale': 'Tamanho do logotipo em percentagem do habitual',
  'command.mockup.offset': 'Move o logotipo para a direita e para baixo, em percentagem da área de impressão: 10,-5',
  'command.mockup.rotation': 'Gira o logotipo no sentido horário, em graus',
  'command.makeFromMessage': 'Fazer um mockup',
  'command.help': 'O que dá para pedir, e como',
  'help.text':
    'Envie um logo e, se quiser, um prompt; as imagens de produto com o seu logo chegam ao mesmo lugar. Sem prompt, é um boné preto; produto e cor escrevem o prompt para você. Os tamanhos são 512, 768 e 1024 pixels.',
  'help.templateRenders':
    'Nenhuma implantação de IA está configurada, então as imagens são renderizadas a partir de modelos embutidos.',
  'progress.received': 'buscando o logo',
  'progress.accepted': 'aceito',
  'progress.queued': 'na fila',
  'progress.queuedBehind': 'na fila, {ahead, plural, =0 {é o próximo} one {# na frente} other {# na frente}}',
  'progress.queuedSeconds':
    'na fila, {ahead, plural, =0 {é o próximo} one {# na frente} other {# na frente}}, cerca de {range} segundos',
  'progress.queuedMinutes':
    'na fila, {ahead, plural, =0 {é o próximo} one {# na frente} other {# na frente}}, cerca de {range} minutos',
  'progress.working': 'renderizando',
  'progress.rendering': 'renderizando, {percent} %',
  'progress.collecting': 'buscando as imagens',
  'progress.done': 'pronto',
  'progress.doneLate': 'pronto, com atraso',
  'progress.failed': 'não deu certo',
  'progress.cancelled': 'cancelado',
  'progress.undecided': 'sem definição',
  'progress.unanswered': 'o serviço de imagens não responde, ainda tentando',
  'progress.logoUnanswered': 'ainda não deu para buscar o logo, ainda tentando',
  'progress.several': '{done} de {count} prontos',
  'button.again': 'De novo',
  'button.tryAgain': 'Tentar de novo',
  'button.edit': 'Editar o prompt',
  'button.size': 'Outro tamanho',
  'button.files': 'Arquivos originais',
  'button.delete': 'Excluir',
  'button.cancel': 'Cancelar',
  'button.fetch': 'Buscar o resultado',
  'button.look': 'Procurar de novo',
  'button.remake': 'Refazer (pode custar o dobro)',
  'button.drop': 'Desistir',
  'button.newer': 'Mais recentes',
  'button.older': 'Mais antigos',
  'button.forget': 'Apagar tudo',
  'button.back': 'Voltar',
  'button.make': 'Criar',
  'button.product': 'Produto',
  'button.color': 'Cor',
  'button.language': 'Idioma',
  'button.writePrompt': 'Escrever um prompt',
  'button.discard': 'Descartar',
  'modal.make': 'Fazer um mockup',
  'modal.edit': 'Outro prompt',
  'modal.prompt': 'Prompt',
  'modal.promptHint': 'Vazio: um boné preto',
  'modal.product': 'Produto',
  'modal.size': 'Tamanho em pixels',
  'chat.proof': 'Uma prévia a partir de um modelo, até as imagens chegarem.',
  'chat.expected': 'Previsto {low} – {high}',
  'chat.line': '{number}. {logo}: {progress}',
  'chat.caption': '{prompt} · {size} px · semente {seed} · {took}',
  'chat.captionNoTime': '{prompt} · {size} px · semente {seed}',
  'chat.captionOwn': 'semente {seed} · {took}',
  'chat.seconds': '{seconds} s',
  'chat.minutes': '{minutes} min {seconds} s',
  'chat.more': '… e mais {count, plural, one {um} other {#}}',
  'chat.ready': '{who} {count, plural, one {Seu mockup está pronto.} other {Seus mockups estão prontos.}}',
  'chat.fetchHere':
    'Não posso escrever aqui por conta própria: se demorar mais de quinze minutos, aperte “Buscar o resultado”.',
  'chat.shrunk':
    'Mostrada menor, porque arquivos deste tamanho não são aceitos aqui. “Arquivos originais” traz o que dá para enviar.',
  'chat.notYours': 'Só quem pediu isto pode fazer isso. “De novo” faz um só seu.',
  'chat.gone': 'Isto ficou guardado por um tempo e não está mais aqui. Por favor, envie o logo de novo.',
  'chat.oldButton': 'Este botão é de outra versão e não serve mais. Por favor, peça de novo.',
  'chat.notAllowed': 'Este bot não está aberto a todos aqui. Por favor, fale com quem o administra.',
  'chat.cannotPost':
    'Não tenho permissão para postar imagens aqui. Por favor, me use em outro lugar ou peça que me deem as permissões de enviar mensagens e anexar arquivos.',
  'chat.noPicture': 'Não há nenhuma imagem nesta mensagem. Por favor, escolha uma que tenha o logo.',
  'chat.tooLate': 'Isso foi há tempo demais. Por favor, comece de novo.',
  'chat.notReady': 'Ainda não está pronto; vai aparecer aqui.',
  'chat.deleteRefused': 'Não consegui remover a mensagem. Por favor, exclua por conta própria.',
  'chat.originalsTooLarge':
    '{count, plural, one {Um arquivo é maior} other {# arquivos são maiores}} do que dá para enviar aqui, então {count, plural, one {fica} other {ficam}} no servidor onde tudo é guardado.',
  'chat.originalsLeft':
    '{count, plural, one {Não foi possível enviar mais um arquivo} other {Não foi possível enviar mais # arquivos}}: aqui uma resposta só pode ter algumas mensagens.',
  'chat.originalsFailed':
    '{count, plural, one {Não foi possível enviar um arquivo} other {Não foi possível enviar # arquivos}} agora. Por favor, tente de novo daqui a pouco.',
  'chat.unavailable': 'Isso não funcionou agora. Por favor, tente de novo daqui a pouco.',
  'forget.confirm':
    'Isto apaga todos os seus pedidos com os logos e as imagens, em todos os lugares onde você usou este bot. Não dá para desfazer.',

  'card.choose':
    '{count, plural, one {Um logotipo} other {# logotipos}}. Escolha o que criar e toque em “Criar”: até lá nada é feito.',
  'card.proof': 'A imagem é uma prova gratuita sobre um modelo ({product}).',
  'card.notYours': 'Só quem enviou o logotipo pode alterar este cartão.',
  'card.over': 'Este cartão já foi usado. Envie o logotipo de novo para ter outro.',
  'card.discarded': 'Descartado: nada foi feito.',
  'chat.moved': '{who} A resposta não pôde ser levada para onde você pediu, então está aqui.',
  'chat.photoHint':
    'Uma dica para a próxima vez: enviado como arquivo em vez de foto, um logotipo mantém a transparência e as bordas nítidas.',
  'chat.sendPicture': 'Eu não abro links. Envie a própria imagem, por favor.',
  'chat.stillPicture': 'Uma imagem em movimento não pode ser um logotipo. Envie uma fixa em PNG, JPEG, WebP ou SVG.',
  'chat.mockupHow': '/mockup vai como legenda de uma imagem ou em resposta a uma imagem.',
  'chat.albumPart':
    'Aqui só vejo uma imagem deste álbum. Para que todas sejam feitas, envie-me o álbum diretamente ou torne-me administrador deste grupo.',
  'chat.askPrompt': 'Responda a esta mensagem com o prompt. Agora é: {prompt}',
  'chat.promptHint': 'O que se deve ver',
  'chat.removed': 'Removido.',
  'chat.adminsOnly': 'Aqui só os administradores podem fazer isso.',
  'chat.othersButton': 'Só quem pediu isto pode fazer isso.',
  'chat.albumForgotten':
    'As outras imagens deste álbum já não são conhecidas aqui. Para ter todas, envie o álbum de novo.',
  'start.text':
    'Olá! Envie-me um logotipo, de preferência como arquivo, e respondo com fotos de produtos que o levam. Num grupo, escreva /mockup sob uma imagem ou em resposta a uma. /help diz mais.',
  'settings.title': 'Configurações deste chat, para tudo o que for pedido aqui sem outra indicação.',
  'settings.size': 'Tamanho: {size} px',
  'settings.product': 'Produto: {product}',
  'settings.color': 'Cor: {color}',
  'settings.language': 'Idioma: {name}',
  'settings.ownLanguage': 'o de cada pessoa',
  'settings.askYes': 'Perguntar antes de criar: sim',
  'settings.askNo': 'Perguntar antes de criar: não',
  'settings.notAdmin': 'Só administradores deste grupo podem mudar as configurações.',
  'limit.waiting':
    'Você tem {waiting} na espera, e até {limit} podem esperar ao mesmo tempo. Por favor, tente de novo quando alguns estiverem prontos ou peça menos.',
  'limit.personDay':
    'Cada pessoa pode pedir {limit} mockups por dia. Por favor, tente de novo em {hours, plural, =0 {menos de uma hora} one {cerca de uma hora} other {cerca de # horas}}.',
  'limit.allDay':
    'Hoje já foram feitos aqui todos os mockups que são pagos por dia. Por favor, tente de novo em {hours, plural, =0 {menos de uma hora} one {cerca de uma hora} other {cerca de # horas}}.',
  'limit.atOnce': 'Dá para pedir até {limit} mockups por dia. Por favor, peça menos de uma vez.',
  'command.again': 'Faz de novo algo que você já pediu',
  'command.again.prompt': 'Outro prompt no lugar do antigo',
  'command.again.size': 'Outro tamanho no lugar do antigo',
  'command.again.id': 'Qual, pelo id no seu histórico (padrão: o mais recente)',
  'command.cancel': 'Para o que está sendo feito para você',
  'command.cancel.id': 'Qual, pelo id; com -2 no fim, o segundo mockup dele (padrão: o mais recente)',
  'command.status': 'Como estão os seus mockups',
  'command.status.of': 'Os seus próprios mockups ou a fila de todos',
  'command.history': 'O que você já pediu, e as imagens mais uma vez',
  'command.history.id': 'De qual você quer as imagens mais uma vez',
  'command.history.page': 'Qual página, o mais recente primeiro',
  'command.forget': 'Apaga tudo o que é seu e está guardado aqui',
  'command.start': 'Diz olá e explica como isto funciona',
  'command.settings': 'O que o bot faz neste chat quando você não diz outra coisa',
  'again.sameSeed': 'A implantação {deployment} não aceita semente, então o resultado pode ser o mesmo.',
  'again.noLogo': 'O logo desse não está mais aqui. Por favor, envie de novo.',
  'again.noDeployment': 'A implantação {deployment} desse não está mais configurada. Por favor, escolha outra.',
  'cancel.nothing': 'Nada está sendo feito para você, então não há nada para cancelar.',
  'cancel.cancelled': '{count, plural, one {O mockup foi cancelado} other {# mockups foram cancelados}}.',
  'cancel.finished':
    '{count, plural, one {Um já tinha terminado: a imagem dele é entregue} other {# já tinham terminado: as imagens deles são entregues}}.',
  'cancel.requested':
    'O cancelamento de {count, plural, one {um mockup} other {# mockups}} foi repassado. Em um instante se sabe no que deu.',
  'status.nothing': 'Nada está sendo feito para você agora.',
  'status.line': '{id} {logo}: {progress}',
  'status.left': 'Deixado por um comando anterior, que o próximo comando mockup retoma: {id}',
  'status.queue':
    '{active, plural, =0 {Nenhuma execução está} one {Uma execução está} other {# execuções estão}} em andamento, e {waiting, plural, =0 {ninguém espera} one {um mockup espera} other {# mockups esperam}}.',
  'history.empty': 'Você ainda não pediu nada aqui.',
  'history.unknown': 'Não há nada seu com esse id aqui. Com history você vê o que há.',
  'history.line': '{id} {when}, {made} de {count} feitos: {prompt}',
  'history.page': 'Página {page} de {pages}.',
  'history.noPage': 'Só há {pages, plural, one {# página} other {# páginas}}. Por favor, peça uma delas.',
  'history.noShots': 'Nenhuma imagem foi feita desse, então não há nada para enviar de novo.',
  'history.notSent': 'Não foi possível enviar as imagens agora. Por favor, tente mais tarde.',
  'forget.done':
    '{count, plural, =0 {Não havia nada seu aqui} one {Um pedido seu foi apagado com o logo e as imagens} other {# pedidos seus foram apagados com os logos e as imagens}}.',
  'forget.stopping':
    '{count, plural, =0 {Nenhum ainda está sendo parado e apagado} one {Um ainda está sendo parado e será apagado} other {# ainda estão sendo parados e serão apagados}} assim que isso terminar.',
  'forget.elsewhere':
    '{count, plural, one {Um pertence} other {# pertencem}} a um comando que ainda está rodando e recebeu ordem de parar. Por favor, use forget de novo quando ele terminar.',
  'forget.limits':
    'Fora de alcance daqui: arquivos na ComfyDeploy e mensagens e arquivos que você já recebeu. Quantos mockups foram pedidos hoje continua sendo contado, sem nome, até amanhã.',
  'mockup.undeliverable':
    'A resposta não pôde ser trazida até aqui e está guardada. Para recebê-la, use history com o id {id}.',
  'option.id': 'Um id é como os do seu histórico. Por favor, copie um de lá.',
  'option.page': 'Uma página é um número inteiro a partir de 1.',
  'option.of': 'Precisa ser um destes: {names}.',
  'terminal.optionHelp': 'Mostra esta ajuda',
  'terminal.optionOut': 'Pasta para as imagens; é criada se não existir, e nada nela é sobrescrito',
  'terminal.optionJson': 'Escreve um objeto JSON por mockup na saída padrão, e mais nada ali',
  'terminal.optionQuiet': 'Sem progresso; só caminhos e erros',
  'terminal.optionCheck': 'Não faz nada; só diz se o logo serve para imprimir',
  'terminal.optionRepair':
    'Conserta antes o logo: o fundo, as margens, as cores escuras ou tudo o que a verificação propõe; vários, separados por vírgulas',
  'terminal.noRepair': 'Não há nenhum conserto chamado “{name}”. Há: {names}.',
  'terminal.repairedLogo': 'O logo consertado: {path}',
  'terminal.mend.removeFlatBackground': 'Acrescente {option} para tirar a caixa.',
  'terminal.mend.trim': 'Acrescente {option} para recortar o espaço vazio.',
  'terminal.mend.lightVersion': 'Acrescente {option} para deixar branco o que é escuro.',
  'terminal.noFile': 'Não existe o arquivo {path}.',
  'terminal.folder': '{path} é uma pasta. Por favor, informe a imagem dentro dela.',
  'terminal.noPermission': 'O arquivo {path} não pode ser lido: permissão negada.',
  'terminal.unreadable': 'O arquivo {path} não pode ser lido ({code}).',
  'terminal.stdinGone': 'O logo veio da entrada padrão e não está mais aqui. Por favor, envie de novo.',
  'terminal.outUnwritable': 'Não é possível gravar em {path} ({code}). Por favor, informe outra pasta com --out.',
  'terminal.cancelling': 'Cancelando. Pressione Ctrl-C de novo para sair agora mesmo.',
  'terminal.cancelled': 'Cancelado: {count, plural, one {a execução foi parada} other {# execuções foram paradas}}.',
  'terminal.left': 'Fica como está; o próximo comando mockup daqui retoma.',
  'terminal.cancelUnconfirmed':
    'O serviço de imagens ainda não confirmou. O próximo comando mockup daqui acompanha até o fim.',
  'terminal.unreachable': 'Não é possível usar o serviço de imagens: {reason}',
  'terminal.store': 'Nada pode ser salvo, então nada é iniciado: {reason}',
  'terminal.bug': 'Algo deu errado do nosso lado (referência {reference}). O que aconteceu está escrito em {file}.',
  'terminal.proof': 'Uma prévia desenhada a partir de um modelo, enquanto a imagem é feita: {path}',
  'terminal.undecided':
    'Para fazer de novo: npm run mockup -- again {id}. Para desistir: npm run mockup -- cancel {id}. Até lá, os próximos comandos procuram a execução mais uma vez.',
  'terminal.tooMany': 'Já há {count} comandos mockup rodando. Por favor, espere um deles terminar.',
  'terminal.silence':
    'O serviço de imagens não responde há {seconds} segundos. A execução talvez continue; o próximo comando mockup daqui a retoma.',
  'terminal.resumed': 'Também terminando {count, plural, one {um mockup} other {# mockups}} de um comando anterior.',
  'terminal.noSheet': 'Não deu para fazer a folha de contatos. As imagens avulsas estão lá.',
  'terminal.resumedShot': 'de um comando anterior: {path}',
  'mockup.cancelled': 'Cancelado.',
  'mockup.undecided':
    'A resposta ao pedido se perdeu, e não dá para descobrir se a execução começou. Fazer de novo pode custar o dobro.',
  'mockup.neverDecided':
    'Em um dia não deu para descobrir se a execução começou, e ninguém escolheu fazê-la de novo. Por favor, peça outra vez.',
  'mockup.expired': 'As imagens ficaram guardadas por um tempo e não estão mais aqui. Por favor, faça de novo.',
  'mockup.otherBackend':
    'Isto foi pedido a outra conta ou servidor ComfyDeploy, diferente do configurado agora, então não foi feito. Por favor, peça outra vez.',
  'mockup.misconfigured':
    'A implantação não pode ser usada do jeito que está configurada. Quem administra o bot descobre mais com a referência {reference}.',
  'mockup.bug':
    'Algo deu errado do nosso lado. Se acontecer de novo, por favor, passe a referência {reference} a quem administra o bot.',
  'run.failed': 'O serviço de imagens não conseguiu fazer: {reason}',
  'run.failedSilently':
    'O serviço de imagens não conseguiu fazer e não disse por quê. Por favor, tente de novo, talvez com outro prompt.',
  'run.timedOut': 'O serviço de imagens não terminou no tempo que tem. Por favor, tente de novo.',
  'run.noPictures': 'O serviço de imagens terminou sem nenhuma imagem. Por favor, tente de novo.',
  'run.unreadablePictures': 'O serviço de imagens respondeu com algo que não é uma imagem. Por favor, tente de novo.',
  'run.cancelledElsewhere': 'O serviço de imagens parou esta execução antes de terminar. Por favor, tente de novo.',
  'run.vanished': 'O serviço de imagens não conhece mais esta execução. Por favor, tente de novo.',
  'run.unanswered': 'O serviço de imagens não responde há muito tempo. Por favor, tente mais tarde.',
  'service.noCredit': 'A conta no serviço de imagens está sem crédito. Por favor, avise quem administra o bot.',
  'service.badToken':
    'O serviço de imagens não aceita o token configurado aqui. Por favor, avise quem administra o bot.',
  'service.notFound':
    'O serviço de imagens não conhece a implantação {deployment}. Por favor, avise quem administra o bot.',
  'service.refused': 'O serviço de imagens recusou isto (status {status}). Por favor, avise quem administra o bot.',
  'service.unreachable': 'Não é possível acessar o serviço de imagens. Por favor, tente mais tarde.',
  'platform.unavailable': '{platform} não entrega o logo há muito tempo. Por favor, envie de novo mais tarde.',
  'platform.gone': '{platform} não tem mais o logo. Por favor, envie de novo.',
  'platform.forbidden':
    '{platform} não deixa bots lerem o logo onde ele foi enviado. Por favor, envie em outro lugar ou avise quem administra o bot.',
  'platform.tooBig':
    '{platform} não entrega arquivos deste tamanho a bots. Por favor, envie o logo em um arquivo menor.',
  'platform.refused': '{platform} não entregou o logo. Por favor, envie de novo.',
  'note.noPromptInput': 'A implantação {deployment} não aceita prompt, então ele não tem efeito.',
  'note.noSizeInput': 'A implantação {deployment} não aceita tamanho, então ele não tem efeito.',
  'note.noDetailInput': 'A implantação {deployment} não aceita {names}, então só o prompt pode pedir isso.',
  'note.noSuchChoice': 'Este produto não está disponível aqui com “{choices}”, então aparece como de costume.',
  'note.unknownProduct': 'O prompt não cita nenhum produto conhecido aqui, então o logo aparece em um boné.',
  'note.timedOutWithPictures': 'A execução foi cortada pelo limite de tempo; isto é o que ela já tinha feito.',
  'note.late': 'Desculpe o atraso: já estava feito havia um tempo quando pôde ser trazido para cá.',
  'note.finishedBeforeCancel': 'Já tinha terminado quando o cancelamento chegou: aqui está.',
  'note.repair.removeFlatBackground': 'A caixa atrás do logo foi retirada.',
  'note.repair.trim': 'O espaço vazio em volta do logo foi recortado.',
  'note.repair.lightVersion': 'O que era escuro no logo ficou branco.',
  'note.repair.none': 'Não havia nada para consertar no logo.',
  'preflight.ink': 'Quase não se vê nada nele. Por favor, envie um logo mais marcado.',
  'preflight.resolution.vector': 'É um desenho (SVG), então fica nítido em qualquer tamanho.',
  'preflight.resolution.crisp': 'Tem pixels de sobra: {dpi} DPI impresso com {width} mm de largura.',
  'preflight.resolution.enough':
    'Tem pixels suficientes: {dpi} DPI impresso com {width} mm de largura. Com 300 ficaria perfeitamente nítido.',
  'preflight.resolution.soft':
    'Tem poucos pixels, então as bordas finas ficam suaves: {dpi} DPI impresso com {width} mm de largura. Melhor enviar um SVG, ou uma imagem com pelo menos {pixels} pixels de largura.',
  'preflight.resolution.blurred':
    'Tem pixels de menos e vai ficar borrado: {dpi} DPI impresso com {width} mm de largura. Por favor, envie um SVG, ou uma imagem com pelo menos {pixels} pixels de largura.',
  'preflight.resolution.elsewhere':
    'Não é nítido o bastante para todo lugar: {cap} DPI na frente de um boné, {chest} no lado esquerdo do peito, {full} em toda a frente. A partir de 150 está bom.',
  'preflight.transparency.none':
    'Ele preenche todo o retângulo, e tudo será impresso. Se não for essa a intenção, envie-o com fundo transparente.',
  'preflight.transparency.good': 'O fundo é transparente.',
  'preflight.transparency.soft':
    'Tem partes translúcidas, como sombras ou degradês, que são impressas em pontos finos e não podem ser bordadas. Cores sólidas ficam melhores.',
  'preflight.background.paper':
    'Está sobre uma caixa {color}, que também seria impressa. Remova a caixa, ou envie o logo com fundo transparente.',
  'preflight.background.colored':
    'Está sobre uma caixa {color}. Se ela não fizer parte do logo, remova-a, ou envie o logo com fundo transparente.',
  'preflight.photo.print':
    'Parece uma foto, que é impressa por inteiro. Um logo desenhado com fundo transparente fica melhor.',
  'preflight.photo.embroidery':
    'Parece uma foto, que não pode ser bordada. Por favor, envie um logo desenhado com poucas cores sólidas.',
  'preflight.margins.good': 'Ele preenche bem a imagem.',
  'preflight.margins.wide':
    'O espaço vazio em volta o deixa {percent} % menor do que poderia ser. Recorte-o para que fique maior.',
  'preflight.margins.offCenter':
    'Não está no meio da imagem: {left} % vazio à esquerda e {right} % à direita, {top} % em cima e {bottom} % embaixo. Recorte-o para centralizar.',
  'preflight.contrast.good': 'Destaca-se bem em um produto desta cor.',
  'preflight.contrast.goneInDark':
    'Ele sumiria em um produto desta cor. Use uma versão clara do logo, ou um produto mais claro.',
  'preflight.contrast.goneInLight':
    'Ele sumiria em um produto desta cor. Use uma versão escura do logo, ou um produto mais escuro.',
  'preflight.contrast.vanishesInDark':
    'Algumas partes ({percent} %, em {color}) sumiriam em um produto desta cor. Use uma versão clara do logo, ou um produto mais claro.',
  'preflight.contrast.vanishesInLight':
    'Algumas partes ({percent} %, em {color}) sumiriam em um produto desta cor. Use uma versão escura do logo, ou um produto mais escuro.',
  'preflight.contrast.faint':
    'É difícil de distinguir: {color} é muito parecido com a cor do produto. Outra cor do produto o mostra melhor.',
  'preflight.contrast.inside':
    'Algumas partes internas ({percent} %) têm a cor do produto e vão parecer buracos. Se não for essa a intenção, use outra cor.',
  'preflight.hairlines.good': 'As linhas são grossas o bastante.',
  'preflight.hairlines.print':
    'Tem linhas ou pontos com menos de 0,3 mm ({percent} % dele), que podem se perder na impressão. Deixe-os mais grossos, ou simplifique o logo.',
  'preflight.hairlines.embroidery':
    'Tem linhas ou pontos com menos de 1 mm ({percent} % dele), finos demais para bordar. Deixe-os mais grossos, ou simplifique o logo.',
  'alt.shot': 'Imagem de produto com o logo {logo}: {prompt}',
  'alt.proof': 'Prévia desenhada a partir de um modelo, com o logo {logo}: {prompt}',
  'alt.sheet': 'Folha de contatos: {captions}',
  'option.logo.name': 'logo',
  'option.prompt.name': 'prompt',
  'option.product.name': 'produto',
  'option.color.name': 'cor',
  'option.size.name': 'tamanho',
  'option.count.name': 'quantidade',
  'option.deployment.name': 'implantação',
  'option.id.name': 'id',
  'option.of.name': 'ver',
  'option.page.name': 'página',
  'option.view.name': 'vista',
  'option.scene.name': 'cenário',
  'option.background.name': 'fundo',
  'option.technique.name': 'técnica',
  'option.placement.name': 'posição',
  'option.scale.name': 'escala',
  'option.offset.name': 'deslocamento',
  'option.rotation.name': 'rotação',
  'choice.view.front': 'De frente',
  'choice.view.three-quarter': 'Três quartos',
  'choice.scene.studio': 'Estúdio liso',
  'choice.scene.transparent': 'Transparente',
  'choice.scene.desk': 'Mesa acolhedora',
  'choice.technique.print': 'Impressão',
  'choice.technique.embroidery': 'Bordado',
  'choice.technique.engraving': 'Gravação',
  'choice.placement.front': 'À frente, grande',
  'choice.placement.left-chest': 'Peito esquerdo',
  'choice.placement.back': 'Costas',
  'choice.of.mine': 'Os meus mockups',
  'choice.of.queue': 'A fila de todos',
  'terminal.titleUsage': 'Uso:',
  'terminal.titleArguments': 'Argumentos:',
  'terminal.titleOptions': 'Opções:',
  'terminal.titleExamples': 'Exemplos:',
  'terminal.usageOptions': '[opções]',
  'terminal.optionDefault': '{description} (padrão: {value})',
  'terminal.optionList': '{description}; vários, separados por vírgulas',
  'terminal.optionLogo': '{description}; - lê a entrada padrão',
  'terminal.exitCodes':
    'Os caminhos das imagens prontas vão para a saída padrão, todo o resto para a saída de erro.\nCódigos de saída: 0 tudo feito, 1 algo não pôde ser feito, 2 a linha de comando não fez sentido,\n130 cancelado com Ctrl-C.',
  'terminal.noLogo': 'Por favor, informe um logo: um arquivo de imagem, ou - para a entrada padrão.',
  'terminal.noOption': 'Não existe a opção {option}. Com --help você vê quais existem.',
  'terminal.noOptionSimilar': 'Não existe a opção {option}. Você quis dizer {similar}?',
  'terminal.noValue': 'A opção {option} precisa de um valor.',
  'terminal.tooManyWords': 'São mais palavras do que o comando aceita. Com --help você vê o que ele faz.',
  'terminal.noAnswer': 'sem resposta',
};
