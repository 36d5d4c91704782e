console.log('gigaplan')
